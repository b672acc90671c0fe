/** How `loa station` is used: for its help, and beside what it refuses. */
export const stationUsage = `loa station --server URL --code CODE --data DIR --output alsa|pulse|wav:FILE|null

  --server URL       of Loa; http: only for this machine, or with --insecure-http
  --code CODE        the pairing code that the console shows, best with the fingerprint behind it; needed once
  --data DIR         where it keeps its playlists, audio and proofs
  --output OUT       alsa or alsa:DEVICE (a sound card), pulse or pulse:SINK (PulseAudio, PipeWire),
                     wav:FILE (a file paced by the clock), fifo:PATH (a named pipe) or null (nowhere)
  --insecure-http    allow http: to another machine: anybody on the way can listen in
  --input NAME=DEV   the ALSA device of a local source: line, fm or microphone; may stand several times
  --on-prepare CMD   switches the amplifier on, before the first sound
  --on-idle CMD      switches it off, after the last sound, at start and at the end; both are words with blanks
                     between them, or a JSON list of words; no shell is started
  --stop-input FILE  a named pipe, or a file: what is written there stops what sounds (SIGUSR1 does so too)
  --stop-command CMD prints a line for each stop, such as gpiomon
  --page PORT        a page for whoever stands here, on this machine alone: health, today, volume, stop
  --outbound-allow N inner networks (CIDR, separated by commas) from which streams may come
  --disk-limit SIZE  how much audio it may keep, such as 500M or 4G: what sounds first stays
  --usb DIR          where USB sticks are mounted: bundles are taken from there and proofs written back
  --chime            two soft tones before the first sound after a silence of ten seconds, but never in quiet hours
  --ear SOURCE       a microphone near the loudspeaker: alsa:DEVICE (wav:FILE or fifo:FILE to try it);
                     it tells whether what plays is heard; no sound of it is kept
  --poll-seconds N   how often it asks for news (60)
  --wav-max MIN      minutes after which the file begins anew, the last one kept beside it (60)

loa station import DIR --data DIR
                     take in the bundle on a stick once, while the agent does not run
loa station install --print-unit --server URL --data DIR --output OUT ...
                     print a systemd unit that keeps this agent running`;
