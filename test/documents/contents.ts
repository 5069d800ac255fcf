import type { Block, DocumentContent } from '#engine/documents/content/content.ts';

/** A document with every kind of block, and letters that only Ukrainian has. */
export const act: DocumentContent = {
  title: 'Акт-претензія щодо якості послуги з постачання гарячої води',
  subtitle: 'Багатоквартирний будинок на вул. Ґонти, 7, під’їзд № 2',
  blocks: [
    {
      kind: 'paragraph',
      text:
        'Споживач засвідчує, що послугу надано з відхиленням від норми. Вимірювання проведено ' +
        'у присутності виконавця; «температура на вводі» — 38 °С замість 50–75 °С.',
    },
    {
      kind: 'facts',
      rows: [
        { label: 'Споживач', value: 'Ївженко Єлизавета Юріївна' },
        { label: 'Особовий рахунок', value: '4801-22-017' },
        { label: 'Виконавець', value: 'КП «Зразківка-Тепло», код 12345678' },
        { label: 'Період', value: '' },
      ],
    },
    { kind: 'heading', text: 'Що вимагає споживач' },
    {
      kind: 'list',
      items: [
        'Усунути відхилення не пізніше ніж за 24 години.',
        'Перерахувати плату за кожен день відхилення.',
        'Надати відповідь у тій самій формі, в якій подано акт-претензію, і зазначити в ній ' +
          'причину відхилення, вжиті заходи та дату, з якої якість відновлено.',
      ],
    },
    { kind: 'heading', text: 'Перерахунок' },
    {
      kind: 'table',
      caption: 'Плата за листопад 2026 р., ₴',
      columns: [
        { title: 'Послуга', align: 'start' },
        { title: 'Обсяг', align: 'end' },
        { title: 'Нараховано', align: 'end' },
        { title: 'Знято', align: 'end' },
      ],
      rows: [
        ['Гаряча вода', '4,2 м³', '1 234,56', '−308,64'],
        ['Централізоване водовідведення', '9,7 м³', '214,18', '0,00'],
      ],
      total: ['Разом', '', '1 448,74', '−308,64'],
    },
  ],
};

/** A document whose one table goes over several pages. */
export function registerOf(rowCount: number): DocumentContent {
  const rows = Array.from({ length: rowCount }, (_, index) => [
    `${index + 1}`,
    `вул. Під’їзна, буд. ${index + 1}, кв. ${(index % 40) + 1}`,
    index % 7 === 0 ? 'Холодна вода; постачання припинено через ремонт мережі' : 'Холодна вода',
    `${index * 3},00`,
  ]);
  const table: Block = {
    kind: 'table',
    caption: 'Особові рахунки, у яких змінено плату',
    columns: [
      { title: '№', align: 'end' },
      { title: 'Адреса', align: 'start' },
      { title: 'Послуга', align: 'start' },
      { title: 'Сума, ₴', align: 'end' },
    ],
    rows,
    total: ['', 'Разом', '', `${rowCount}`],
  };
  return { title: 'Відомість перерахунків', blocks: [table] };
}

/** The same content with every text in it replaced. */
export function withEveryText(text: string): DocumentContent {
  return {
    title: text,
    subtitle: text,
    blocks: [
      { kind: 'heading', text },
      { kind: 'paragraph', text },
      { kind: 'list', items: [text, text] },
      { kind: 'facts', rows: [{ label: text, value: text }] },
      {
        kind: 'table',
        caption: text,
        columns: ['start', 'end', 'end'].map((align) => ({
          title: text,
          align: align === 'end' ? 'end' : 'start',
        })),
        rows: [[text, text, text]],
        total: [text, text, text],
      },
    ],
  };
}
