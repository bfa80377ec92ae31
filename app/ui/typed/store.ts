import { type DBSchema, type IDBPDatabase, openDB } from "idb";
import { isTooOld, type Typed } from "./typed";

interface Schema extends DBSchema {
  forms: { key: string; value: Typed; indexes: { person: string } };
}

let opened: Promise<IDBPDatabase<Schema>> | undefined;

/** Opened once a page; whatever is too old goes on that occasion, whoever typed it. */
function database(): Promise<IDBPDatabase<Schema>> {
  opened ??= openDB<Schema>("terrace-typed", 1, {
    upgrade: (db) => void db.createObjectStore("forms", { keyPath: "key" }).createIndex("person", "person"),
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
    for (const each of await db.getAll("forms")) if (isTooOld(each.at, now)) await db.delete("forms", each.key);
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
export const drop = (key: string) => inOrder((db) => db.delete("forms", key));
export const allOf = (person: string) => inOrder((db) => db.getAllFromIndex("forms", "person", person));
export const dropAllOf = (person: string) =>
  inOrder(async (db) => {
    const forms = db.transaction("forms", "readwrite");
    for (const key of await forms.store.index("person").getAllKeys(person)) await forms.store.delete(key);
    await forms.done;
  });
