import { hash, verify } from "@node-rs/argon2";

// OWASP's floor for argon2id: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

export const hashPassword = (password: string) => hash(password.normalize("NFC"), cost);
export const verifyPassword = (stored: string, password: string) => verify(stored, password.normalize("NFC"));

/** Compared against when the account does not exist, so that both answers take the same time. */
export const nobodysHash =
  "$argon2id$v=19$m=19456,t=2,p=1$Qaq+YxAG3XyRlTawjaGhsQ$Wyag0bhDJyX6Y/BPx21HuQeFezdZTpvdW1V2TQIh1mo";
