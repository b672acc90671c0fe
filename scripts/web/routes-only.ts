import { resolve } from 'node:path';
import type { ESTree, Plugin } from 'vite';

const contract = resolve(import.meta.dirname, '../../contract');

/** Of a route, what whoever asks their own server needs. */
const needed = ['method', 'path', 'bodyType'];

/**
 * Leaves of each route of the contract its method and path, and lets every schema fall away that nothing else
 * names: the console takes its own server's answers as they come. See docs/adr/0044.
 */
export function routesOnly(): Plugin {
  return {
    name: 'routes-only',
    apply: 'build',
    transform: {
      filter: { id: /\.ts$/ },
      handler(code, id) {
        if (!id.startsWith(contract)) return null;
        let rest = code;
        for (const { start, end, text } of this.parse(code).body.flatMap(changesIn).reverse())
          rest = rest.slice(0, start) + text(code.slice(start, end), start) + rest.slice(end);
        return { code: rest, map: null };
      },
    },
  };
}

interface Change {
  start: number;
  end: number;
  /** What stands there instead of what stood there from `start` on. */
  text: (was: string, start: number) => string;
}

/** At the top of a module: what each constant is begun with. */
function changesIn(statement: ESTree.Statement): Change[] {
  const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (declared?.type !== 'VariableDeclaration') return [];
  return declared.declarations.flatMap(({ init }) => {
    if (init === null || init.type === 'Literal') return [];
    const { start, end } = init;
    const properties = routeIn(init);
    const text = properties === null ? unlessUnused : callable(properties);
    return [{ start, end, text }];
  });
}

function routeIn(init: ESTree.Expression): readonly ESTree.ObjectPropertyKind[] | null {
  if (init.type !== 'CallExpression' || init.callee.type !== 'Identifier') return null;
  const [given] = init.arguments;
  const isRoute = init.callee.name === 'route' && given?.type === 'ObjectExpression';
  return isRoute ? given.properties : null;
}

/** A bundler drops it where nobody reads it, whatever it calls. */
const unlessUnused = (was: string) => `/* @__PURE__ */ (() => (${was}))()`;

function callable(properties: readonly ESTree.ObjectPropertyKind[]): Change['text'] {
  return (was, start) => {
    const textOf = (node: ESTree.Span) => was.slice(node.start - start, node.end - start);
    const kept = properties.flatMap((property) => {
      if (property.type !== 'Property' || property.key.type !== 'Identifier') return [];
      const { name } = property.key;
      if (needed.includes(name)) return [textOf(property)];
      if (name !== 'answer') return [];
      const isText = property.value.type === 'Literal';
      return [`answer: ${isText ? textOf(property.value) : "''"}`];
    });
    return `({ ${kept.join(', ')} })`;
  };
}
