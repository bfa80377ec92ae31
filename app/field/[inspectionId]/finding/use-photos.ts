"use client";

import { useRef, useState } from "react";
import { personHere } from "@/app/ui/typed/person";
import { dropFile, fileArrived, filesOf, keepFile } from "@/app/ui/typed/store";
import { newId, sendPhoto, smaller } from "../../phone";

export type Photo = {
  key: string;
  url: string;
  bytes: number;
  takenAt: number;
  /** The server's id once it has the picture. */
  fileId?: string | undefined;
};

type Going = Promise<{ fileId?: string; problem?: string }>;

/**
 * Photos of one finding, kept on the phone beside its draft. Each goes out as soon as it is small; what failed goes
 * out again when the finding is saved.
 */
export function usePhotos(keptAs: { current: string | undefined }) {
  const [photos, setPhotos] = useState<Photo[]>([]);
  const [preparing, setPreparing] = useState(0);
  const blobs = useRef(new Map<string, Blob>());
  const going = useRef(new Map<string, Going>());

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
      void fileArrived(key, answer.data.id).catch(() => undefined);
      return { fileId: answer.data.id };
    })();
    going.current.set(key, started);
    return started;
  };

  /** Kept first, then shown. Where nothing can be kept it is still shown, and the draft says that it is not kept. */
  async function take(file: File, instead?: string) {
    setPreparing((now) => now + 1);
    const blob = await smaller(file);
    const [key, takenAt] = [newId(), Date.now()];
    blobs.current.set(key, blob);
    const [form, person] = [keptAs.current, personHere()];
    if (form && person) await keepFile({ key, form, person, at: takenAt, blob }).catch(() => undefined);
    if (instead) void dropFile(instead).catch(() => undefined);
    const photo = { key, url: URL.createObjectURL(blob), bytes: blob.size, takenAt };
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

  /** What the phone has kept of them. */
  async function findAgain() {
    const kept = keptAs.current ? await filesOf(keptAs.current).catch(() => []) : [];
    kept.sort((a, b) => a.at - b.at);
    for (const { key, blob, fileId } of kept) {
      blobs.current.set(key, blob);
      if (fileId) going.current.set(key, Promise.resolve({ fileId }));
    }
    setPhotos(
      kept.map(({ key, blob, at, fileId }) => ({
        ...{ key, fileId, bytes: blob.size, takenAt: at },
        url: URL.createObjectURL(blob),
      })),
    );
  }

  /** The server does not know them after all. */
  const sendAnew = () => going.current.clear();

  const clear = () => {
    for (const { url } of photos) URL.revokeObjectURL(url);
    blobs.current.clear();
    going.current.clear();
    setPhotos([]);
  };

  return { photos, preparing: preparing > 0, take, findAgain, arrive, sendAnew, clear };
}
