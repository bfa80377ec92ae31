import { steadyFetch } from "@/app/trpc/steady-fetch";

// What runs on the phone, kept small: no schema library, no client of the wire, one request a call.

/** Fills the holes of a sentence. */
export const say = (sentence: string, values: Record<string, string | number> = {}) =>
  sentence.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));

/** UUIDv7, made where the record is made. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let now = Date.now();
  for (let at = 5; at >= 0; at--, now = Math.floor(now / 256)) bytes[at] = now % 256;
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A command as it leaves the phone. Sent again, it goes out as it was: the server keeps one effect. */
export type Command = { path: string; body: object };

export const command = (path: string, input: object): Command => ({ path, body: { ...input, operationId: newId() } });

/** `busy` is no answer at all: what was sent may or may not have arrived. */
export type Answer<T> = { data: T } | { problem: string };

async function answered<T>(request: Promise<Response>, read: (body: unknown) => T | undefined): Promise<Answer<T>> {
  try {
    const response = await request;
    const body: unknown = await response.json();
    const data = response.ok ? read(body) : undefined;
    if (data !== undefined) return { data };
    const told = body as { code?: string; error?: { data?: { problem?: { code?: string } } } };
    return { problem: told.error?.data?.problem?.code ?? told.code ?? "unexpected" };
  } catch {
    return { problem: "busy" };
  }
}

export const send = <T>({ path, body }: Command): Promise<Answer<T>> =>
  answered(
    steadyFetch(`/api/trpc/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-terrace": "1" },
      body: JSON.stringify(body),
    }),
    (told) => (told as { result?: { data?: T } }).result?.data,
  );

export const sendPhoto = (photo: Blob, name: string): Promise<Answer<{ id: string }>> =>
  answered(
    steadyFetch(`/api/files?name=${encodeURIComponent(name)}`, {
      method: "POST",
      headers: { "content-type": photo.type || "application/octet-stream", "x-terrace": "1" },
      body: photo,
    }),
    (told) => told as { id: string },
  );

const longestSide = 1600;

/** As small as evidence may be: 1600 px, JPEG 0.72. A picture this phone cannot open goes as it is. */
export async function smaller(file: File): Promise<Blob> {
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", 0.72));
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}

export const clock = (at: Date | string | number): string => {
  const time = new Date(at);
  return `${String(time.getHours()).padStart(2, "0")}:${String(time.getMinutes()).padStart(2, "0")}`;
};

/** dd/mm/yyyy, as everywhere in the portal. */
export const dayMonthYear = (day: string): string => day.split("-").reverse().join("/");
