import { onTestFinished, vi } from 'vitest';

type Row = Record<string, unknown>;
interface Range {
  lower: unknown[];
  upper: unknown[];
}

/** As much of a browser's database as the console uses; it outlives a page, as the browser's does, until the test ends. */
export function stubDatabase(): void {
  const databases = new Map<string, Map<string, ReturnType<typeof aStore>>>();
  vi.stubGlobal('IDBKeyRange', {
    bound: (lower: unknown[], upper: unknown[]) => ({ lower, upper }),
  });
  vi.stubGlobal('indexedDB', {
    open: (name: string) => {
      const isNew = !databases.has(name);
      const stores = databases.get(name) ?? new Map<string, ReturnType<typeof aStore>>();
      databases.set(name, stores);
      return answered(
        {
          createObjectStore: (store: string, { keyPath }: { keyPath: string | string[] }) =>
            stores.set(store, aStore([keyPath].flat())),
          transaction: () => ({ objectStore: (store: string) => stores.get(store) }),
          close: () => undefined,
        },
        isNew,
      );
    },
  });
  onTestFinished(() => void vi.unstubAllGlobals());
}

function aStore(keyPath: readonly string[]) {
  const rows = new Map<string, Row>();
  const keyOf = (row: Row) => JSON.stringify(keyPath.map((name) => row[name]));
  const meant = (asked: unknown) =>
    [...rows].filter(
      ([, row]) =>
        asked === undefined ||
        isIn(
          keyPath.map((name) => row[name]),
          asked,
        ),
    );
  return {
    put: (row: Row) => {
      rows.set(keyOf(row), copyOf(row));
      return answered(undefined);
    },
    get: (key: unknown) => answered(meant(key)[0]?.[1]),
    getAll: (asked?: unknown) => answered(meant(asked).map(([, row]) => copyOf(row))),
    delete: (asked: unknown) => {
      for (const [key] of meant(asked)) rows.delete(key);
      return answered(undefined);
    },
    clear: () => {
      rows.clear();
      return answered(undefined);
    },
  };
}

/** As a browser does: it takes no proxies, and nothing that is changed later. */
function copyOf(row: Row): Row {
  const copied = Object.entries(row).map(([name, value]): [string, unknown] => [
    name,
    value instanceof Blob ? value : structuredClone(value),
  ]);
  return Object.fromEntries(copied);
}

/** Keys of a range have the same first word, and a number. */
function isIn(key: unknown[], asked: unknown): boolean {
  if (typeof asked !== 'object' || asked === null) return key[0] === asked;
  const { lower, upper } = asked as Range;
  const at = Number(key[1]);
  return key[0] === lower[0] && at >= Number(lower[1]) && at <= Number(upper[1]);
}

function answered<Result>(result: Result, isNew = false) {
  const request = {
    result,
    onsuccess: null as (() => void) | null,
    onupgradeneeded: null as (() => void) | null,
  };
  queueMicrotask(() => {
    if (isNew) request.onupgradeneeded?.();
    request.onsuccess?.();
  });
  return request;
}
