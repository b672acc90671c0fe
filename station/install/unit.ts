/** What a unit says of the machine and the agent. */
export interface UnitOptions {
  /** Absolute paths of Node and of what it runs. */
  node: string;
  program: string;
  /** Of the agent, without the code, which is used once and has no place in a file that all may read. */
  args: readonly string[];
  data: string;
  /** Where sticks are mounted, if they are read. */
  usb: string | null;
}

/**
 * A systemd unit that keeps an agent running, with no more rights than it needs: it writes its own folder and the
 * stick, hears the network, and opens sound devices.
 */
export function unitOf({ node, program, args, data, usb }: UnitOptions): string {
  const command = [node, program, 'station', ...args].map(quoted).join(' ');
  const writable = [data, ...(usb === null ? [] : [usb])].map((path) => quoted(`-${path}`));
  return `[Unit]
Description=Loa, agent of a loudspeaker cluster
Wants=network-online.target time-sync.target
After=network-online.target time-sync.target sound.target
# It is started again for ever: nobody is there to do it.
StartLimitIntervalSec=0

[Service]
# It says itself, by systemd-notify, that sound and polls get on; one that hangs is ended and started anew.
Type=notify
NotifyAccess=all
TimeoutStartSec=infinity
WatchdogSec=300
ExecStart=${command}
User=loa
SupplementaryGroups=audio
Restart=always
RestartSec=5
TimeoutStopSec=20
OOMScoreAdjust=-500
Nice=-5
UMask=0077
ReadWritePaths=${writable.join(' ')}
NoNewPrivileges=true
ProtectSystem=strict
ProtectHome=true
PrivateTmp=true
ProtectKernelTunables=true
ProtectKernelModules=true
ProtectKernelLogs=true
ProtectControlGroups=true
ProtectClock=true
ProtectHostname=true
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
RestrictNamespaces=true
RestrictRealtime=true
RestrictSUIDSGID=true
LockPersonality=true
CapabilityBoundingSet=
SystemCallArchitectures=native
SystemCallFilter=@system-service
SystemCallErrorNumber=EPERM

[Install]
WantedBy=multi-user.target
`;
}

/** As systemd reads a command line: `%` and `$` are its own. */
function quoted(word: string): string {
  const plain = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  return /^[\w@%+=:,./$-]+$/.test(plain) ? plain : `"${plain.replace(/["\\]/g, '\\$&')}"`;
}
