const BUTTONS = new Set(['button', 'a', 'ui-button', 'uibutton', 'icon-button', 'iconbutton']);
const NAMING_ATTRIBUTES = new Set(['aria-label', 'aria-labelledby', 'title', 'label']);

/**
 * A button that shows only an icon says nothing to a screen reader.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
export const iconButtonName = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { unnamed: 'This button has neither text nor aria-label: give it a name.' },
  },
  create(context) {
    const services = context.sourceCode.parserServices;
    if (services?.defineTemplateBodyVisitor === undefined) return {};
    return services.defineTemplateBodyVisitor({
      /** @param {any} element */
      VElement(element) {
        if (!BUTTONS.has(element.name.toLowerCase()) || isNamed(element)) return;
        context.report({ node: element.startTag, messageId: 'unnamed' });
      },
    });
  },
};

/** @param {any} element */
function isNamed(element) {
  const attributes = element.startTag.attributes;
  return attributes.some(namesElement) || element.children.some(speaks);
}

/** @param {any} attribute */
function namesElement(attribute) {
  if (!attribute.directive) return NAMING_ATTRIBUTES.has(attribute.key.name);
  const { name, argument } = attribute.key;
  if (name.name === 'text' || name.name === 'html') return true;
  if (name.name !== 'bind') return false;
  // `v-bind="attributes"` may hold the name.
  return argument === null || NAMING_ATTRIBUTES.has(argument.name);
}

/** @param {any} node */
function speaks(node) {
  if (node.type === 'VText') return node.value.trim() !== '';
  if (node.type === 'VExpressionContainer') return true;
  if (node.type !== 'VElement') return false;
  return node.name === 'slot' || isNamed(node);
}
