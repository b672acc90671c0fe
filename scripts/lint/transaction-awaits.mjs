const TRANSACTION = 'trx';

/**
 * A transaction holds the only connection: what is awaited inside and does not go through `trx`
 * either waits for that connection for ever or keeps every other writer waiting.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const transactionAwaits = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { foreign: `In a transaction await only what goes through \`${TRANSACTION}\`.` },
  },
  create({ report, sourceCode }) {
    /** @param {import('estree').Node} node */
    const mentionsTransaction = (node) =>
      sourceCode.getTokens(node).some(({ value }) => value === TRANSACTION);

    /**
     * As in `const query = trx.selectFrom(…); await query.execute()`.
     *
     * @param {import('estree').Node} node
     */
    const mentionsWhatWasMadeOfIt = (node) => {
      const names = new Set(sourceCode.getTokens(node).map(({ value }) => value));
      for (let scope = sourceCode.getScope(node); scope.upper !== null; scope = scope.upper) {
        const definitions = scope.variables
          .filter(({ name }) => names.has(name))
          .flatMap(({ defs }) => defs);
        if (
          definitions.some(({ type, node }) => type === 'Variable' && mentionsTransaction(node))
        ) {
          return true;
        }
      }
      return false;
    };

    return {
      AwaitExpression(node) {
        if (!sourceCode.getAncestors(node).some(isGivenTransaction)) return;
        if (mentionsTransaction(node.argument) || mentionsWhatWasMadeOfIt(node.argument)) return;
        report({ node, messageId: 'foreign' });
      },
    };
  },
};

/** @param {import('estree').Node} node */
function isGivenTransaction(node) {
  if (!('params' in node)) return false;
  const [first] = node.params;
  return first?.type === 'Identifier' && first.name === TRANSACTION;
}
