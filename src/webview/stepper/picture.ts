/** An SVG of ours as the bytes of a PNG. The page's policy allows pictures from data addresses, and nothing of the web. */
export interface Drawing {
  readonly svg: string;
  /** CSS pixels; the picture has `scale` times as many. */
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Rejects where the browser cannot draw it, as when there is no room for so many pixels. */
export async function drawPicture({ svg, width, height, scale }: Drawing): Promise<Uint8Array<ArrayBuffer>> {
  const image = new Image(width, height);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("The page cannot draw");
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("The picture is too large");
  return new Uint8Array(await blob.arrayBuffer());
}
