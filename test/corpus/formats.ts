import { goodEntries, type Entry, type GoodRow } from './entry.ts';

const wav: readonly GoodRow[] = [
  ['wav-u8', 'wav', '-c:a pcm_u8'],
  ['wav-s16', 'wav', '-c:a pcm_s16le'],
  ['wav-s24', 'wav', '-c:a pcm_s24le'],
  ['wav-s32', 'wav', '-c:a pcm_s32le'],
  ['wav-f32', 'wav', '-c:a pcm_f32le'],
  ['wav-f64', 'wav', '-c:a pcm_f64le'],
  ['wav-alaw', 'wav', '-ar 8000 -c:a pcm_alaw'],
  ['wav-mulaw', 'wav', '-ar 8000 -c:a pcm_mulaw'],
  ['wav-adpcm-ms', 'wav', '-c:a adpcm_ms'],
  ['wav-adpcm-ima', 'wav', '-c:a adpcm_ima_wav'],
  ['wav-gsm', 'wav', '-ar 8000 -c:a libgsm_ms'],
  ['wav-mp3', 'wav', '-c:a libmp3lame -b:a 64k'],
  ['wav-rf64', 'wav', '-rf64 always'],
  ['wav-broadcast', 'wav', '-write_bext 1 -metadata description=Loa'],
  ['wave64', 'w64', ''],
];

const mp3: readonly GoodRow[] = [
  ['mp3-32k-mono', 'mp3', '-ac 1 -ar 22050 -b:a 32k'],
  ['mp3-64k-mono', 'mp3', '-ac 1 -b:a 64k'],
  ['mp3-128k-joint', 'mp3', '-ac 2 -b:a 128k -joint_stereo 1'],
  ['mp3-128k-stereo', 'mp3', '-ac 2 -b:a 128k -joint_stereo 0'],
  ['mp3-320k', 'mp3', '-ac 2 -ar 48000 -b:a 320k'],
  ['mp3-vbr-best', 'mp3', '-q:a 0'],
  ['mp3-vbr-middle', 'mp3', '-q:a 4'],
  ['mp3-vbr-worst', 'mp3', '-q:a 9'],
  ['mp3-abr', 'mp3', '-abr 1 -b:a 96k'],
  ['mp3-8khz', 'mp3', '-ar 8000 -b:a 16k'],
  ['mp3-16khz', 'mp3', '-ar 16000 -b:a 24k'],
  ['mp3-no-xing', 'mp3', '-write_xing 0 -b:a 64k'],
  ['mp3-id3v1', 'mp3', '-write_id3v1 1 -metadata title=Loa'],
  ['mp3-id3v23', 'mp3', '-id3v2_version 3 -metadata title=Tiêm-chủng'],
  ['mp3-id3v24', 'mp3', '-id3v2_version 4 -metadata title=Tiêm-chủng'],
];

const phones: readonly GoodRow[] = [
  ['aac-adts', 'aac', '-c:a aac -b:a 64k'],
  ['m4a-aac', 'm4a', '-c:a aac -b:a 96k'],
  ['m4a-faststart', 'm4a', '-c:a aac -movflags +faststart'],
  ['m4a-fragmented', 'm4a', '-c:a aac -movflags +frag_keyframe+empty_moov'],
  ['m4a-22khz', 'm4a', '-c:a aac -ac 1 -ar 22050 -b:a 32k'],
  ['m4a-alac', 'm4a', '-c:a alac'],
  ['3gp-aac', '3gp', '-c:a aac -ac 1 -ar 16000 -b:a 24k'],
  ['3g2-aac', '3g2', '-c:a aac -ac 1 -ar 22050 -b:a 32k'],
  ['opus-voice', 'ogg', '-c:a libopus -b:a 16k -application voip'],
  ['opus-24k', 'opus', '-c:a libopus -b:a 24k'],
  ['opus-stereo', 'opus', '-c:a libopus -ac 2 -b:a 96k'],
  ['opus-long-frames', 'opus', '-c:a libopus -b:a 24k -frame_duration 60'],
  ['webm-opus', 'webm', '-c:a libopus -b:a 32k'],
  ['webm-vorbis', 'webm', '-c:a libvorbis'],
  ['mka-opus', 'mka', '-c:a libopus -b:a 32k'],
  ['caf-opus', 'caf', '-c:a libopus -b:a 32k'],
];

const studios: readonly GoodRow[] = [
  ['ogg-vorbis', 'ogg', '-c:a libvorbis -q:a 3'],
  ['ogg-speex', 'ogg', '-ar 16000 -c:a libspeex'],
  ['ogg-flac', 'ogg', '-c:a flac'],
  ['flac', 'flac', '-c:a flac'],
  ['flac-24bit', 'flac', '-c:a flac -sample_fmt s32'],
  ['flac-best', 'flac', '-c:a flac -compression_level 12'],
  ['wma-v1', 'wma', '-c:a wmav1 -b:a 64k'],
  ['wma-v2', 'wma', '-c:a wmav2 -b:a 96k'],
  ['aiff-s16', 'aiff', ''],
  ['aiff-s24', 'aiff', '-c:a pcm_s24be'],
  ['aifc-f32', 'aiff', '-c:a pcm_f32be'],
  ['caf-s16', 'caf', '-c:a pcm_s16be'],
  ['caf-alac', 'caf', '-c:a alac'],
  ['au-s16', 'au', '-c:a pcm_s16be'],
  ['au-mulaw', 'au', '-ar 8000 -c:a pcm_mulaw'],
  ['mp2', 'mp2', '-c:a mp2 -b:a 192k'],
  ['ac3', 'ac3', '-c:a ac3 -b:a 192k'],
  ['eac3', 'eac3', '-c:a eac3 -b:a 96k'],
  ['tta', 'tta', '-c:a tta'],
  ['wavpack', 'wv', '-c:a wavpack'],
  ['avi-pcm', 'avi', '-c:a pcm_s16le'],
  ['avi-mp3', 'avi', '-c:a libmp3lame'],
  ['flv-mp3', 'flv', '-ar 44100 -c:a libmp3lame'],
  ['flv-aac', 'flv', '-c:a aac'],
  ['mov-pcm', 'mov', '-c:a pcm_s16le'],
  ['mov-aac', 'mov', '-c:a aac'],
  ['mkv-flac', 'mkv', '-c:a flac'],
  ['mpegts-mp2', 'ts', '-c:a mp2'],
  ['mpegts-aac', 'ts', '-c:a aac'],
  ['mpeg-mp2', 'mpg', '-c:a mp2'],
];

const rates: readonly GoodRow[] = [
  8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 48_000, 88_200, 96_000, 176_400, 192_000,
  384_000,
].map((rate): GoodRow => [`rate-${rate}`, 'wav', `-ar ${rate}`]);

const layouts: readonly GoodRow[] = [
  ['stereo', 'wav', '-ac 2'],
  ['2.1', 'wav', '-af pan=2.1|c0=c0|c1=c0|c2=c0'],
  ['quad', 'wav', '-af pan=quad|c0=c0|c1=c0|c2=c0|c3=c0'],
  ['5.0', 'flac', '-af pan=5.0|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0'],
  ['5.1', 'flac', '-af pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0'],
  ['5.1-centre-only', 'flac', '-af pan=5.1|c2=c0'],
  ['7.1', 'wav', '-af pan=7.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0|c6=c0|c7=c0'],
  ['7.1-192khz', 'wav', '-af pan=7.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0|c6=c0|c7=c0 -ar 192000'],
  ['opposed', 'flac', '-af pan=stereo|c0=c0|c1=-1*c0', ['opposed_channels']],
  ['nearly-opposed', 'flac', '-af pan=stereo|c0=c0|c1=-0.9*c0', ['opposed_channels']],
  ['right-is-dead', 'wav', '-af pan=stereo|c0=c0|c1=0*c0', ['silent_channel']],
  ['left-is-dead', 'wav', '-af pan=stereo|c0=0*c0|c1=c0', ['silent_channel']],
  ['left-is-dead-mp3', 'mp3', '-af pan=stereo|c0=0*c0|c1=c0 -b:a 192k', ['silent_channel']],
  ['right-is-soft', 'wav', '-af pan=stereo|c0=c0|c1=0.2*c0'],
  ['right-is-late', 'wav', '-ac 2 -af adelay=0|12'],
];

/** Every way in which phones, offices and studios send sound. */
export const formats: readonly Entry[] = [
  ...goodEntries('speech', [...wav, ...mp3, ...phones, ...studios, ...rates]),
  ...goodEntries('speech', layouts),
];
