import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";

/** What the provider says of one of its people. */
export type Claims = Record<string, unknown> & { email: string; email_verified: boolean; name: string };

/** A provider of somebody else's making on loopback, with the people of a test. */
export interface RunningProvider {
  issuer: string;
  /** May be changed while it runs: what a sign-in says is read at that moment. */
  people: Record<string, Claims>;
  close: () => void;
}

interface OidcProvider {
  callback: () => Parameters<typeof createServer>[1];
}

export const client = { id: "lucarne", secret: "a secret of the test: 0123456789+/=" };

/** Starts `oidc-provider` on a free port, for one client that is sent back to this address. */
export async function startProvider(redirect: string, people: Record<string, Claims>): Promise<RunningProvider> {
  // It carries no types of its own.
  const name = "oidc-provider";
  const { Provider } = (await import(/* @vite-ignore */ name)) as { Provider: new (issuer: string, options: object) => OidcProvider };
  // The provider needs to know its port, and the port needs something to answer.
  const made: { provider?: OidcProvider } = {};
  const server: Server = createServer((request, response) => made.provider?.callback()?.(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  made.provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [redirect],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"], airline: ["airline", "roles"] },
    findAccount: (_: unknown, id: string) => ({
      accountId: id,
      claims: () => Promise.resolve({ sub: id, ...people[id] }),
    }),
    cookies: { keys: ["of the test"] },
    ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 600, IdToken: 600 },
  });
  return { issuer, people, close: () => server.close() };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
