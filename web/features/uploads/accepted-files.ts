/** What a file dialog offers first; the server decides by content, not by name. */
export const acceptedFiles = [
  'audio/*',
  'video/mp4',
  'video/3gpp',
  ...'mp3 wav m4a ogg opus oga flac aac wma amr 3gp webm aif aiff caf'
    .split(' ')
    .map((ending) => `.${ending}`),
].join(',');
