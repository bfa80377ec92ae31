import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { isTooOld, type Typed } from "./typed";

/** A file that was taken in while a form was filled in; it goes with what was typed there. */
export type KeptFile = {
  key: string;
  /** Key of what was typed. */
  form: string;
  person: string;
  at: number;
  blob: Blob;
  /** The server's id once it has the file. */
  fileId?: string | undefined;
};

interface Schema extends DBSchema {
  forms: { key: string; value: Typed; indexes: { person: string } };
  files: { key: string; value: KeptFile; indexes: { person: string; form: string } };
}

const stores = ["forms", "files"] as const;

let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** Opened once a page; whatever is too old goes on that occasion, whoever typed it. */
function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("terrace-typed", 2, {
    upgrade(db, from) {
      if (from < 1) db.createObjectStore("forms", { keyPath: "key" }).createIndex("person", "person");
      if (from >= 2) return;
      const files = db.createObjectStore("files", { keyPath: "key" });
      files.createIndex("person", "person");
      files.createIndex("form", "form");
    },
    // A page of a later version may not wait for this one.
    blocking: (_current, _blocked, event) => {
      (event.target as IDBDatabase).close();
      opened = undefined;
    },
    terminated: () => {
      opened = undefined;
    },
  }).then(async (db) => {
    const now = Date.now();
    for (const store of stores)
      for (const each of await db.getAll(store)) if (isTooOld(each.at, now)) await db.delete(store, each.key);
    return db;
  });
  opened.catch(() => {
    opened = undefined;
  });
  return opened;
}

// One after the other: what is dropped must not be overtaken by what was to be kept before it.
let tail: Promise<unknown> = Promise.resolve();
function inOrder<T>(work: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  const next = tail.catch(() => undefined).then(async () => work(await database()));
  tail = next;
  return next;
}

export const keep = (typed: Typed) => inOrder((db) => db.put("forms", typed));
export const find = (key: string) => inOrder((db) => db.get("forms", key));
export const allOf = (person: string) => inOrder((db) => db.getAllFromIndex("forms", "person", person));

export const drop = (key: string) =>
  inOrder(async (db) => {
    const both = db.transaction(stores, "readwrite");
    const files = both.objectStore("files");
    await both.objectStore("forms").delete(key);
    for (const file of await files.index("form").getAllKeys(key)) await files.delete(file);
    await both.done;
  });

export const dropAllOf = (person: string) =>
  inOrder(async (db) => {
    const both = db.transaction(stores, "readwrite");
    for (const name of stores) {
      const store = both.objectStore(name);
      for (const key of await store.index("person").getAllKeys(person)) await store.delete(key);
    }
    await both.done;
  });

export const keepFile = (file: KeptFile) => inOrder((db) => db.put("files", file));
export const filesOf = (form: string) => inOrder((db) => db.getAllFromIndex("files", "form", form));
export const dropFile = (key: string) => inOrder((db) => db.delete("files", key));

/** Notes that the server has the file. What was dropped meanwhile does not come back by that. */
export const fileArrived = (key: string, fileId: string) =>
  inOrder(async (db) => {
    const kept = await db.get("files", key);
    if (kept) await db.put("files", { ...kept, fileId });
  });
