/** Enough to see a torn wire by, and little to send. */
const longestPx = 1280;
const quality = 0.8;

/**
 * A photo small enough to be sent by a phone, without what else the camera wrote into it: where and when.
 * @throws Error where the browser cannot read it
 */
export async function scalePhoto(file: Blob): Promise<Blob> {
  const image = await createImageBitmap(file);
  const scale = Math.min(1, longestPx / Math.max(image.width, image.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(image.width * scale));
  canvas.height = Math.max(1, Math.round(image.height * scale));
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  image.close();
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('no photo'))),
      'image/jpeg',
      quality,
    );
  });
}
