import { Linter } from 'eslint';
import { describe, expect, it } from 'vitest';
import parser from 'vue-eslint-parser';

import { iconButtonName } from '../../../scripts/lint/icon-button-name.mjs';

function faultsOf(template: string): number {
  const config = {
    files: ['**/*.vue'],
    languageOptions: { parser },
    plugins: { loa: { rules: { 'icon-button-name': iconButtonName } } },
    rules: { 'loa/icon-button-name': 'error' as const },
  };
  return new Linter().verify(`<template>${template}</template>`, [config], 'page.vue').length;
}

describe('icon-button-name', () => {
  it.each([
    '<button><PlayIcon /></button>',
    '<UiButton icon>  </UiButton>',
    '<button type="button"><span><PlayIcon /></span></button>',
  ])('refuses %s', (template) => {
    expect(faultsOf(template)).toBe(1);
  });

  it.each([
    '<button>Dừng phát</button>',
    '<button>{{ t("stop") }}</button>',
    '<button :aria-label="t(`stop`)"><StopIcon /></button>',
    '<button title="Dừng"><StopIcon /></button>',
    '<button v-bind="attributes"><StopIcon /></button>',
    '<button><StopIcon /><span>{{ label }}</span></button>',
    '<UiButton><slot /></UiButton>',
    '<p><PlayIcon /></p>',
  ])('accepts %s', (template) => {
    expect(faultsOf(template)).toBe(0);
  });
});
