import { useParams } from "@tanstack/react-router";
import { ConnectionPage } from "@/features/connections/ConnectionPage";

export function TablesRoute() {
  return <ConnectionPage connection={useConnection()} part="tables" />;
}
export function RolesRoute() {
  return <ConnectionPage connection={useConnection()} part="roles" />;
}
export function ModelRoute() {
  return <ConnectionPage connection={useConnection()} part="model" />;
}

function useConnection(): string {
  return (useParams({ strict: false }) as { connection: string }).connection;
}
