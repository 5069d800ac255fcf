import type { Role } from '#kernel/role.ts';

/** What each group of users is called (1039:20). */
export const roleNames: Readonly<Record<Role, string>> = {
  anonymous: 'Відвідувач порталу',
  'individual-consumer': 'Індивідуальний споживач',
  'collective-consumer': 'Колективний споживач',
  'trusted-consumer': 'Довірений споживач',
  provider: 'Виконавець комунальної послуги',
  manager: 'Управитель',
  'billing-centre': 'Розрахунковий центр',
  laboratory: 'Лабораторія',
  'payment-provider': 'Надавач платіжних послуг',
  'contact-centre': 'Контактний центр',
  'local-authority': 'Орган місцевого самоврядування',
  'state-administration': 'Місцева державна (військова) адміністрація',
  regulator: 'НКРЕКП',
  'cabinet-secretariat': 'Секретаріат Кабінету Міністрів України',
  ministry: 'Міністерство',
  owner: 'Власник платформи',
  'temporary-administrator': 'Тимчасовий адміністратор',
  'technical-administrator': 'Технічний адміністратор',
  system: 'Платформа',
};
