/** Returns the bytes of a file in base64. */
export async function toBase64(file: File): Promise<string> {
  const reader = new FileReader();
  const dataUrl = new Promise<string>((resolve, reject) => {
    reader.onload = () => resolve(reader.result as string);
    reader.onerror = () => reject(reader.error ?? new Error(file.name));
  });
  reader.readAsDataURL(file);
  const url = await dataUrl;
  return url.slice(url.indexOf(',') + 1);
}
