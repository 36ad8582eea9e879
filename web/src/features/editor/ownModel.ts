/** The own model of a workbook as part of the project. Pure. */
import type { Project } from "../../lib/wire";

export const ownFiles = (project: Project, connection: string): Record<string, string> => project.models?.[connection] ?? {};

/** The project with these files for a connection; without any, there is no model of its own. */
export function withOwnFiles(project: Project, connection: string, files: Record<string, string>): Project {
  const { [connection]: _former, ...others } = project.models ?? {};
  const models = Object.keys(files).length === 0 ? others : { ...others, [connection]: files };
  const { models: _models, ...rest } = project;
  return Object.keys(models).length === 0 ? rest : { ...rest, models };
}

/** Whether two sets of files are the same, byte for byte. */
export function sameFiles(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/** A file's name with the end that says what it is. */
export const fileName = (name: string): string => (/\.ya?ml$/u.test(name) ? name : `${name}.yaml`);

/** What a new file begins with, so that nobody faces an empty page. */
export function startOf(name: string): string {
  if (name.endsWith(".view.yaml")) return "dimensions:\n\nmeasures:\n";
  if (name.endsWith(".topic.yaml")) return "label: \n";
  return "";
}
