"use client";

import { useRef, useState } from "react";
import { newId, sendPhoto, smaller } from "../../phone";

export type Photo = {
  key: string;
  url: string;
  bytes: number;
  takenAt: number;
  /** The server's id once it has the picture. */
  fileId?: string | undefined;
};

/** Photos of one finding. Each goes out as soon as it is small; what failed goes out again when the finding is saved. */
export function usePhotos() {
  const [photos, setPhotos] = useState<Photo[]>([]);
  const [preparing, setPreparing] = useState(0);
  const blobs = useRef(new Map<string, Blob>());
  const going = useRef(new Map<string, Promise<{ fileId?: string; problem?: string }>>());

  const sendOne = (key: string) => {
    const running = going.current.get(key);
    if (running) return running;
    const started = (async () => {
      const answer = await sendPhoto(blobs.current.get(key)!, `${key}.jpg`);
      if ("problem" in answer) {
        going.current.delete(key);
        return { problem: answer.problem };
      }
      setPhotos((now) => now.map((each) => (each.key === key ? { ...each, fileId: answer.data.id } : each)));
      return { fileId: answer.data.id };
    })();
    going.current.set(key, started);
    return started;
  };

  async function take(file: File, instead?: string) {
    setPreparing((now) => now + 1);
    const blob = await smaller(file);
    const key = newId();
    blobs.current.set(key, blob);
    const photo = { key, url: URL.createObjectURL(blob), bytes: blob.size, takenAt: Date.now() };
    setPhotos((now) => (instead ? now.map((each) => (each.key === instead ? photo : each)) : [...now, photo]));
    setPreparing((now) => now - 1);
    void sendOne(key);
  }

  /** The server's ids of all photos, or why one is not there. */
  async function arrive(onPhoto: (number: number) => void): Promise<{ fileIds: string[] } | { problem: string }> {
    const fileIds: string[] = [];
    for (const [index, { key }] of photos.entries()) {
      onPhoto(index + 1);
      const { fileId, problem } = await sendOne(key);
      if (!fileId) return { problem: problem ?? "busy" };
      fileIds.push(fileId);
    }
    return { fileIds };
  }

  const clear = () => {
    for (const { url } of photos) URL.revokeObjectURL(url);
    blobs.current.clear();
    going.current.clear();
    setPhotos([]);
  };

  return { photos, preparing: preparing > 0, take, arrive, clear };
}
