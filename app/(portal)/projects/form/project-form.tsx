"use client";

import { useRouter } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { useFormState } from "react-hook-form";
import type { DocumentOption } from "@/app/(portal)/documents/document-picker";
import { useFormats, useText } from "@/app/text/client";
import { newId, useCommand } from "@/app/trpc/client";
import type { Option } from "@/app/ui/combobox";
import { Form, KeptHere, type Problem, Section } from "@/app/ui/form";
import { Icon } from "@/app/ui/icons";
import type { ProjectKind } from "@/db/schema/project-lists";
import { type Choice, General, Milestones, Places, Sources } from "./common";
import { kindForms, type Norm } from "./kinds";
import type { HouseholdShown } from "./livelihood";
import { type PaperHere, Papers, type PapersTyped, paperKinds, papersShape } from "./papers";
import { projectShape } from "./shape";
import { Tasks } from "./tasks";

const formShape = projectShape.extend({ papers: papersShape });

export type ProjectFormProps = {
  kind: ProjectKind;
  /** Absent in a new record. */
  record?: { id: string; version: number } | undefined;
  values: Record<string, unknown>;
  today: string;
  unit?: Option | undefined;
  pickUnit: boolean;
  lines: (Choice & { from: string; to: string | null })[];
  sources: Choice[];
  norms: Norm[];
  places: Option[];
  decision?: DocumentOption | undefined;
  households: (HouseholdShown & { id: string })[];
  household?: (Option & { members: number }) | undefined;
  papers: PaperHere[];
};

type Wish = "close" | "submit";

export function ProjectForm(props: ProjectFormProps) {
  const { kind, today } = props;
  const [t, f, router] = [useText("projects"), useFormats(), useRouter()];
  const { Part, partFirst, sections } = kindForms[kind];

  // The record's id is made here, so that a second press after a lost answer finds the first.
  const id = useRef(props.record?.id ?? newId());
  const version = useRef(props.record?.version);
  const wish = useRef<Wish>("close");
  const [savedAt, setSavedAt] = useState<string | undefined>();
  const [here, setHere] = useState(props.papers);
  const [warning, setWarning] = useState(false);

  const register = useCommand((client) => client.projects.register);
  const edit = useCommand((client) => client.projects.edit);
  const attach = useCommand((client) => client.projects.attachFile);
  const submit = useCommand((client) => client.projects.submit);
  const commands = [register, edit, attach, submit];
  const pending = commands.some((command) => command.pending);
  const problem: Problem | undefined = commands.find((command) => command.problem)?.problem;

  const places = useMemo(() => new Map(props.places.map((place) => [place.id, place])), [props.places]);
  const households = useMemo(
    () => new Map(props.households.map(({ id: householdId, ...shown }) => [householdId, shown])),
    [props.households],
  );

  /** Saves the draft: the first time by registering it, later by editing it. */
  async function save({ unitId, ...content }: Omit<Values, "papers">): Promise<boolean> {
    const saved =
      version.current === undefined
        ? await register.run({ id: id.current, unitId, ...content })
        : await edit.run({ id: id.current, version: version.current, ...content });
    if (!saved) return false;
    if (version.current === undefined) window.history.replaceState(null, "", `/projects/${id.current}/edit`);
    version.current = "version" in saved ? saved.version : 1;
    setSavedAt(f.time(new Date()));
    return true;
  }

  /** One command a paper: those that are in stay in when a later one is refused. */
  async function attachAll(papers: PapersTyped, took: (kind: keyof PapersTyped, fileId: string) => void) {
    for (const paperKind of paperKinds) {
      for (const file of papers[paperKind] ?? []) {
        const attachmentId = newId();
        const done = await attach.run({
          id: id.current,
          attachmentId,
          fileId: file.id,
          kind: paperKind,
          caption: "",
          takenOn: null,
        });
        if (!done) return false;
        took(paperKind, file.id);
        setHere((now) => [...now, { id: attachmentId, fileId: file.id, kind: paperKind, name: file.name }]);
      }
    }
    return true;
  }

  const middle = (
    <>
      {kind !== "housing" && <Places initial={places} />}
      <Sources sources={props.sources} />
    </>
  );
  const part = (
    <Part
      today={today}
      norms={props.norms}
      households={households}
      household={props.household}
      onWarning={setWarning}
      middle={partFirst ? null : middle}
    />
  );
  const general = <General unit={props.unit} pickUnit={props.pickUnit} lines={props.lines} decision={props.decision} />;

  return (
    <Form
      keep={`project ${kind}`}
      focusFirst={!props.record}
      version={version.current}
      carry={{ id, operation: register.operation }}
      schema={formShape}
      defaultValues={props.values as never}
      problem={problem}
      className="form form-cols gap-y-0! [&_.sect]:flex-wrap min-[720px]:grid-cols-[minmax(0,640px)_minmax(240px,300px)_minmax(0,1fr)]!"
      onSubmit={async ({ papers, ...content }, form) => {
        for (const command of commands) command.clear();
        if (!(await save(content))) return;
        const left = { ...papers };
        const all = await attachAll(papers, (paperKind, fileId) => {
          left[paperKind] = left[paperKind]?.filter((file) => file.id !== fileId);
          form.setValue(`papers.${paperKind}`, left[paperKind]);
        });
        if (!all) return;
        // What is saved is no longer unsent work.
        form.reset(form.getValues(), { keepValues: true });
        if (wish.current === "submit" && !(await submit.run({ id: id.current, version: version.current ?? 1 }))) return;
        router.push(`/projects/${id.current}`);
        router.refresh();
      }}
    >
      <div className="min-[720px]:col-start-1">
        {partFirst && part}
        <Section id="general" title={t("edit.general")} />
        {general}
        {partFirst ? middle : part}
        {sections.some(({ name }) => name === "milestones") && <Milestones />}
        <Papers here={here} />
      </div>
      <aside className="stickside min-[720px]:col-start-2 min-[720px]:row-span-2 min-[720px]:row-start-1">
        <Tasks
          sections={sections}
          shape={formShape}
          warning={warning ? "household" : undefined}
          papersHere={here.length}
        />
      </aside>
      <SendDock
        pending={pending}
        savedAt={savedAt}
        refused={submit.problem !== undefined}
        onWish={(next) => {
          wish.current = next;
        }}
      />
    </Form>
  );
}

type Values = ReturnType<typeof formShape.parse>;

type DockProps = {
  pending: boolean;
  savedAt: string | undefined;
  refused: boolean;
  onWish: (wish: Wish) => void;
};

/**
 * The two ways out. They are no submit buttons: Enter in a field would press the first of them,
 * and nobody sends a dossier for approval by leaving a field.
 */
function SendDock({ pending, savedAt, refused, onWish }: DockProps) {
  const [t, common] = [useText("projects"), useText("common")];
  const { isDirty } = useFormState();
  const press = (wish: Wish) => (event: React.MouseEvent<HTMLButtonElement>) => {
    onWish(wish);
    event.currentTarget.form?.requestSubmit();
  };
  const said = pending
    ? common("form.saving")
    : savedAt && refused
      ? t("edit.savedRefused", { time: savedAt })
      : savedAt && !isDirty
        ? t("edit.savedDraft", { time: savedAt })
        : "";
  return (
    <section className="dock -mx-3 mt-6 min-[720px]:col-span-full min-[720px]:-mx-4" aria-label={t("edit.dock")}>
      <button type="button" className="btn primary" disabled={pending} onClick={press("submit")}>
        {t("edit.submit")}
      </button>
      <button type="button" className="btn" disabled={pending} onClick={press("close")}>
        {t("edit.saveAndClose")}
      </button>
      <span className="cap" role="status">
        {savedAt && !isDirty && !pending && <Icon name="check" />} {said}
      </span>
      {!pending && isDirty && <KeptHere />}
    </section>
  );
}
