import type { PromptImage } from '../../src/playground/run.js';

/** The types that models accept. */
const mimeTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];
/** As `mostImageBytes` of the host. */
const mostBytes = 5 * 1024 * 1024;

/** The images among pasted or dropped files. Those that models do not accept are named in `refused`. */
export async function imagesIn(files: Iterable<File>): Promise<{ images: PromptImage[]; refused: string[] }> {
  const images: PromptImage[] = [];
  const refused: string[] = [];
  for (const file of files) {
    if (mimeTypes.includes(file.type) && file.size <= mostBytes) {
      images.push({ name: file.name, mimeType: file.type, data: await base64(file) });
    } else {
      refused.push(file.name);
    }
  }
  return { images, refused };
}

async function base64(file: File): Promise<string> {
  const reader = new FileReader();
  await new Promise((resolve, reject) => {
    reader.onload = resolve;
    reader.onerror = reject;
    reader.readAsDataURL(file);
  });
  return (reader.result as string).split(',', 2)[1] ?? '';
}
