"use client";

import { useEffect, useRef, useState } from "react";
import { useFormats, useText } from "@/app/text/client";
import { newId } from "@/app/trpc/client";
import { letInAgain } from "@/app/trpc/steady-fetch";
import { maxUploadBytes } from "@/server/inputs";
import { FieldFrame, type FieldProps, useFieldControl, useProblemText } from "./form";
import { Icon } from "./icons";
import { personHere } from "./typed/person";

/** What the server answers when it has taken a file. */
export type SentFile = { id: string; name: string; kind: string; sizeBytes: number };

type Refusal = { code: string; values?: Record<string, string | number> };

/** XMLHttpRequest because fetch does not tell how much has gone out. */
function sendOnce(file: File, onProgress: (share: number) => void, signal: AbortSignal): Promise<SentFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name.normalize("NFC"), operation: newId() });
    request.open("POST", `/api/files?${query}`);
    request.setRequestHeader("content-type", file.type || "application/octet-stream");
    request.setRequestHeader("x-terrace", "1");
    const person = personHere();
    if (person) request.setRequestHeader("x-terrace-person", person);
    request.responseType = "json";
    request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
    request.onload = () =>
      request.status === 200
        ? resolve(request.response as SentFile)
        : reject((request.response as Refusal | null) ?? { code: "unexpected" });
    request.onerror = () => reject({ code: "busy" } satisfies Refusal);
    request.onabort = () => reject({ code: "stopped" } satisfies Refusal);
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

/** Sent again once the person has signed in again. */
export async function sendFile(
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<SentFile> {
  for (;;) {
    try {
      return await sendOnce(file, onProgress, signal);
    } catch (error) {
      if (!(await letInAgain((error as Refusal).code))) throw error;
    }
  }
}

type FileFieldProps = FieldProps & {
  multiple?: boolean;
  /** As the accept attribute of a file input. */
  accept?: string;
};

type Going = { key: string; name: string; share: number; stop: () => void };

/** The value is a SentFile, or a list of them with `multiple`. A file is sent as soon as it is chosen. */
export function FileField(props: FileFieldProps) {
  const { multiple, accept } = props;
  const [t, f, problemText] = [useText("common"), useFormats(), useProblemText()];
  const { control, message } = useFieldControl(props);
  const [going, setGoing] = useState<Going[]>([]);
  const [refused, setRefused] = useState<string | undefined>();
  const picker = useRef<HTMLInputElement>(null);
  const files = (multiple ? (control.value ?? []) : control.value ? [control.value] : []) as SentFile[];
  // Several files may arrive while one render is still on its way.
  const latest = useRef(files);
  useEffect(() => {
    latest.current = files;
  });
  const keep = (next: SentFile[]) => {
    latest.current = next;
    control.set(multiple ? next : next.at(-1));
  };

  async function send(file: File) {
    setRefused(undefined);
    if (file.size === 0) return setRefused(problemText({ code: "file_empty", values: { name: file.name } }));
    if (file.size > maxUploadBytes)
      return setRefused(problemText({ code: "file_too_large", values: { most: maxUploadBytes / 1024 / 1024 } }));
    const [key, abort] = [newId(), new AbortController()];
    setGoing((now) => [...now, { key, name: file.name, share: 0, stop: () => abort.abort() }]);
    try {
      const sent = await sendFile(
        file,
        (share) => setGoing((now) => now.map((each) => (each.key === key ? { ...each, share } : each))),
        abort.signal,
      );
      keep(multiple ? [...latest.current, sent] : [sent]);
    } catch (error) {
      const refusal = error as Refusal;
      if (refusal.code !== "stopped") setRefused(`${t("file.failed", { name: file.name })}. ${problemText(refusal)}`);
    } finally {
      setGoing((now) => now.filter((each) => each.key !== key));
    }
  }

  return (
    <FieldFrame {...props} id={control.id} message={refused ?? message} group>
      <div className="pick files">
        {files.map((file) => (
          <div className="r" key={file.id}>
            <span>
              {file.name} <span className="muted">{f.fileSize(file.sizeBytes)}</span>
            </span>
            <span className="inrow">
              <span className="good">
                <Icon name="check" /> {t("file.sent")}
              </span>
              <button
                type="button"
                className="btn lite"
                onClick={() => keep(files.filter((each) => each.id !== file.id))}
              >
                {t("file.remove")}
                <span className="vh"> {file.name}</span>
              </button>
            </span>
          </div>
        ))}
        {going.map((each) => (
          <div className="r" key={each.key}>
            <span role="status">
              {t("file.sending", { name: each.name, percent: f.percent(each.share, 0) })}
              <progress className="upload" value={each.share} max={1} aria-label={each.name} />
            </span>
            <button type="button" className="btn lite" onClick={each.stop}>
              {t("file.stop")}
            </button>
          </div>
        ))}
        <div className="r">
          <input
            ref={picker}
            type="file"
            className="vh"
            tabIndex={-1}
            aria-hidden="true"
            multiple={multiple}
            accept={accept}
            onChange={(event) => {
              for (const file of event.target.files ?? []) void send(file);
              event.target.value = "";
            }}
          />
          <button
            type="button"
            id={control.id}
            ref={control.ref}
            className="btn"
            disabled={control.disabled}
            aria-describedby={control["aria-describedby"]}
            onBlur={control.blur}
            onClick={() => picker.current?.click()}
          >
            <Icon name="clip" />
            {files.length && !multiple ? t("file.replace") : t("file.add")}
          </button>
        </div>
      </div>
    </FieldFrame>
  );
}
