/** Saving against the version one started from, and what happens when somebody saved in between. */
import { useState } from "react";
import { ApiError } from "../../api/errors";
import { loadProject, saveProject, type StoredProject } from "../../api/reports";
import type { Project, Ref, Report } from "../../lib/wire";
import { normal } from "./convert";

/** The version that the editor's work builds on. */
export interface Base {
  project: Project;
  /** In the form of `normal`. */
  report: Report;
  etag: string;
}

export interface Clash {
  /** Null when they deleted the report. */
  theirs: Report | null;
  project: Project;
  etag: string;
  by: Ref | null;
  at: string | null;
}

export interface Saving {
  base: Base;
  busy: boolean;
  clash: Clash | null;
  error: unknown;
  /** True when it is stored; otherwise `clash` or `error` says why not. */
  save: (report: Report, over?: Base) => Promise<boolean>;
  settle: (base: Base | null) => void;
}

export function useSaving(document: string, first: Base): Saving {
  const [base, setBase] = useState(first);
  const [busy, setBusy] = useState(false);
  const [clash, setClash] = useState<Clash | null>(null);
  const [error, setError] = useState<unknown>(null);

  const save = async (report: Report, over: Base = base): Promise<boolean> => {
    setBusy(true);
    setError(null);
    try {
      const project = withReport(over.project, report);
      const { etag } = await saveProject(document, project, over.etag);
      setBase({ project, report, etag });
      setClash(null);
      return true;
    } catch (failure) {
      if (failure instanceof ApiError && failure.status === 412) setClash(await readClash(failure, document, report.id));
      else setError(failure);
      return false;
    } finally {
      setBusy(false);
    }
  };

  return {
    base,
    busy,
    clash,
    error,
    save,
    settle: (next) => {
      setClash(null);
      if (next !== null) setBase(next);
    },
  };
}

/** The other reports of the project stay as they are in the version that is built on. */
export function withReport(project: Project, report: Report): Project {
  const known = project.reports.some((one) => one.id === report.id);
  const reports = known ? project.reports.map((one) => (one.id === report.id ? report : one)) : [...project.reports, report];
  return { ...project, reports };
}

interface ClashBody {
  current_version?: number;
  changed_by?: Ref;
  changed_at?: string;
  project?: Project;
}

async function readClash(failure: ApiError, document: string, report: string): Promise<Clash> {
  const body = failure.problem as ClashBody;
  const stored: StoredProject =
    body.project !== undefined && body.current_version !== undefined
      ? { project: body.project, etag: `"${body.current_version}"` }
      : await loadProject(document);
  const theirs = stored.project.reports.find((one) => one.id === report);
  return {
    theirs: theirs === undefined ? null : normal(theirs),
    project: stored.project,
    etag: stored.etag,
    by: body.changed_by ?? null,
    at: body.changed_at ?? null,
  };
}
