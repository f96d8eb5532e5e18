import type { PromptImage } from '../../src/playground/run.js';

/** The MIME types that models accept. */
const mimeTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
/** The same limit as `maxImageBytes` in the host. */
const maxBytes = 5 * 1024 * 1024;

/**
 * Returns the images among pasted or dropped files. The names of files that models do not accept are returned in
 * `refused`.
 */
export async function readImages(files: Iterable<File>): Promise<{ images: PromptImage[]; refused: string[] }> {
  const images: PromptImage[] = [];
  const refused: string[] = [];
  for (const file of files) {
    if (mimeTypes.includes(file.type) && file.size <= maxBytes) {
      images.push({ name: file.name, mimeType: file.type, data: await toBase64(file) });
    } else {
      refused.push(file.name);
    }
  }
  return { images, refused };
}

async function toBase64(file: File): Promise<string> {
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = reject;
    reader.readAsDataURL(file);
  });
  return (reader.result as string).split(',', 2)[1] ?? '';
}
