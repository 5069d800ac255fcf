/** A bare `resolution` is the Cabinet's; `nerc` is the regulator of energy and utilities. */
export type ActKind =
  | 'code'
  | 'law'
  | 'resolution'
  | 'order'
  | 'nerc-resolution'
  | 'nbu-resolution';

/** A legal act cited in code or parameters, beside resolution 1039. */
export interface Act {
  /** The number without its suffix; with the issuer in front where the number would mislead. */
  readonly id: ActId;
  readonly kind: ActKind;
  readonly number: string;
  /** Date of adoption, ISO 8601. */
  readonly date: string;
  /** Short English title. */
  readonly title: string;
}

type ActRow = readonly [kind: ActKind, number: string, date: string, title: string];

const rows = {
  'civil-code': ['code', '435-IV', '2003-01-16', 'Civil Code of Ukraine'],
  'criminal-procedure-code': ['code', '4651-VI', '2012-04-13', 'Criminal Procedure Code'],
  'labour-code': ['code', '322-VIII', '1971-12-10', 'Labour Code of Ukraine'],
  80: ['law', '80/94-VR', '1994-07-05', 'On protection of information in information systems'],
  203: ['law', '203/98-VR', '1998-03-24', 'On the status of veterans of military service'],
  280: ['law', '280/97-VR', '1997-05-21', 'On local self-government'],
  393: ['law', '393/96-VR', '1996-10-02', 'On appeals of citizens'],
  554: ['law', '554-IV', '2003-02-20', 'On restructuring of household debt for services'],
  675: ['law', '675-VIII', '2015-09-03', 'On electronic commerce'],
  796: ['law', '796-XII', '1991-02-28', 'On the status of victims of the Chornobyl disaster'],
  851: ['law', '851-IV', '2003-05-22', 'On electronic documents and document flow'],
  877: ['law', '877-V', '2007-04-05', 'On principles of state supervision of business'],
  1540: ['law', '1540-VIII', '2016-09-22', 'On the national regulator of energy and utilities'],
  2119: ['law', '2119-VIII', '2017-06-22', 'On commercial metering of heat and water supply'],
  2136: ['law', '2136-IX', '2022-03-15', 'On labour relations under martial law'],
  2155: ['law', '2155-VIII', '2017-10-05', 'On electronic identification and trust services'],
  2189: ['law', '2189-VIII', '2017-11-09', 'On housing and communal services'],
  2195: ['law', '2195-IV', '2004-11-18', 'On social protection of children of war'],
  2297: ['law', '2297-VI', '2010-06-01', 'On protection of personal data'],
  2320: ['law', '2320-IX', '2022-06-20', 'On waste management'],
  2479: ['law', '2479-IX', '2022-07-29', 'On gas and heat supply relations under martial law'],
  2633: ['law', '2633-IV', '2005-06-02', 'On heat supply'],
  2939: ['law', '2939-VI', '2011-01-13', 'On access to public information'],
  3200: ['law', '3200-IX', '2023-06-29', 'On mandatory cabinets in the electronic court'],
  3551: ['law', '3551-XII', '1993-10-22', 'On the status of war veterans'],
  4434: ['law', '4434-IX', '2025-05-14', 'On resuming the run of limitation periods'],
  4751: ['law', '4751-IX', '2026-01-13', 'On basic principles of housing policy'],
  55: ['resolution', '55', '2010-01-27', 'Transliteration of Ukrainian into Latin'],
  118: ['resolution', '118', '2026-01-30', 'Automatic recalculation for services in emergencies'],
  122: ['resolution', '122', '2006-02-08', 'Damage caused by theft of electricity'],
  127: ['resolution', '127', '2024-02-06', 'Recalculation for missing or low-quality services'],
  151: ['resolution', '151', '2010-02-17', 'Recalculation for services, repealed'],
  206: ['resolution', '206', '2022-03-05', 'Payment for services under martial law'],
  373: ['resolution', '373', '2019-04-17', 'Privileges for services paid in money'],
  389: ['resolution', '389', '2015-06-04', 'Privileges depending on family income'],
  409: ['resolution', '409', '2014-08-06', 'Social standards of housing and services'],
  440: ['resolution', '440', '2023-04-07', 'Verification of meters under martial law'],
  474: ['resolution', '474', '2015-07-08', 'Handing in measuring devices for verification'],
  630: ['resolution', '630', '2005-07-21', 'Rules of heat, water and sewerage, repealed'],
  632: ['resolution', '632', '2020-07-22', 'Income counted for social support'],
  690: ['resolution', '690', '2019-07-05', 'Rules of cold water supply and sewerage services'],
  808: ['resolution', '808', '2019-08-21', 'Ceiling of the subscriber fee'],
  830: ['resolution', '830', '2019-08-21', 'Rules of the heat supply service'],
  835: ['resolution', '835', '2023-08-08', 'Rules of the household waste service'],
  848: ['resolution', '848', '1995-10-21', 'Housing subsidy'],
  858: ['resolution', '858', '2008-09-24', 'Classifier of appeals of citizens'],
  869: ['resolution', '869', '2011-06-01', 'Formation of tariffs for communal services'],
  976: ['resolution', '976', '2003-06-27', 'Model contract on restructuring of debt'],
  1107: ['resolution', '1107', '2004-08-25', 'Development of consumption norms'],
  1114: ['resolution', '1114', '2022-10-04', 'Taking and testing of samples of water and gas'],
  1145: ['resolution', '1145', '2018-12-27', 'Checking the quality of services'],
  1150: ['resolution', '1150', '2023-11-03', 'Integrated system of electronic identification'],
  1156: ['resolution', '1156', '1998-07-27', 'Share of income paid under the subsidy'],
  1182: ['resolution', '1182', '2019-12-11', 'Rules of the hot water supply service'],
  1198: ['resolution', '1198', '2007-10-03', 'Rules of using heat energy'],
  1336: ['resolution', '1336', '2024-11-22', 'System of managing apartment buildings'],
  1405: ['resolution', '1405', '2023-12-29', 'Charging and penalties under martial law'],
  1553: ['resolution', '1553', '2024-12-31', 'Privileges depending on family income, amended'],
  23: ['order', '23', '2020-01-31', 'Requirements for bills'],
  51: ['order', '51', '2018-08-13', 'Interaction of electronic resources by Trembita'],
  130: ['order', '130', '2018-06-05', 'Informing consumers of a change of tariffs'],
  148: ['order', '148', '2005-09-27', 'Method of developing consumption norms'],
  169: ['order', '169', '2019-07-26', 'Disconnection from central heat and hot water'],
  270: ['order', '270', '2018-10-12', 'Commissioning of commercial meters and heat allocators'],
  315: ['order', '315', '2018-11-22', 'Methodology of distribution inside a building'],
  358: ['order', '358', '2021-12-28', 'Methodology of distribution, amended'],
  376: ['order', '376', '2025-02-28', 'List of territories of hostilities and occupation'],
  400: ['order', '400', '2010-05-12', 'Sanitary norms of drinking water'],
  1747: ['order', '1747', '2016-10-13', 'Intervals between verifications of measuring devices'],
  'nerc-312': ['nerc-resolution', '312', '2018-03-14', 'Rules of the retail electricity market'],
  'nerc-2494': ['nerc-resolution', '2494', '2015-09-30', 'Code of gas distribution systems'],
  'nbu-16': ['nbu-resolution', '16', '2023-03-03', 'Rules of the electronic payment system'],
  'nbu-80': ['nbu-resolution', '80', '2025-07-25', 'Open banking'],
  'nbu-97': ['nbu-resolution', '97', '2025-08-19', 'Format of the payment QR code'],
} as const satisfies Readonly<Record<string, ActRow>>;

export type ActId = `${keyof typeof rows}`;

/** A clause of one of the listed acts: '2119:11.4' is part 4 of its article 11. */
export type OtherActClause = `${ActId}:${string}`;

export const acts: readonly Act[] = Object.entries(rows).map(
  ([id, [kind, number, date, title]]) => ({ id: id as ActId, kind, number, date, title }),
);
