import type { AccountAct } from '#kernel/command.ts';

/**
 * Who may do what with whose, written from the regulation and not from the code: the test of the
 * matrix compares the two. Groups are those of paragraph 20 and 26.
 */
const consumerGroups = ['individual-consumer', 'collective-consumer', 'trusted-consumer'];
const supplierGroups = ['provider', 'manager', 'billing-centre'];
const overseerGroups = ['cabinet-secretariat', 'ministry', 'owner'];
export const localGroups = ['local-authority', 'state-administration'];
const administrators = ['technical-administrator'];
/** Bodies that examine single cases; the owner decides on their requests (1039:95, 1039:96). */
export const askerGroups = ['ministry', 'regulator', ...localGroups];
/** Those who let users in and out (1039:54.1, 1039:55). */
const deciders = [...administrators, 'temporary-administrator'];
const others = [
  ...['laboratory', 'payment-provider', 'contact-centre', 'local-authority'],
  ...['state-administration', 'regulator', 'temporary-administrator'],
];
const signedIn = [
  ...consumerGroups,
  ...supplierGroups,
  ...overseerGroups,
  ...administrators,
  ...others,
];
/** Those who act for a body, a house among them. */
const bodyGroups = signedIn.filter(
  (group) => group !== 'individual-consumer' && group !== 'trusted-consumer',
);
/** A deputy has no documents of their own: they act for somebody else (1039:20.11). */
const documentGroups = signedIn.filter((group) => group !== 'trusted-consumer');
const inPerson = ['individual-consumer'];

export interface Rule {
  readonly groups: readonly string[];
  readonly whose:
    | 'public'
    | 'self'
    | 'account'
    | 'provider'
    | 'territory'
    | 'document'
    | 'access-request'
    | 'restricted-request'
    | 'platform';
  readonly act?: AccountAct;
}

const rules = (rule: Rule, ids: string): readonly (readonly [string, Rule])[] =>
  ids.split(/\s+/).map((id) => [id, rule]);

/** The platform's own work: nobody asks for it from outside. */
export const systemOnly: ReadonlySet<string> = new Set([
  ...[
    'recognise-person',
    'access.pass-factor',
    'record-payment-notice',
    'settle-payment',
    'access.begin-mandate',
    // What a register answered, and the proof of it (1039:57, 1039:58).
    'access.settle-ownership-request',
    'access.keep-ownership-evidence',
  ],
  ...[
    'access.connect-house',
    // What signed documents about rights do, and terms that passed (1039:19.2).
    'provision.file-change',
    'provision.settle-change',
    'provision.tell-overdue',
    // Reports of errors whose term has passed (1039:88.1, 1039:90.1).
    'support.tell-overdue',
    'documents.settle-signature',
    'access.file-request',
    'access.file-restricted',
    'access.escalate-overdue',
  ],
  ...[
    'platform.seal-audit-month',
    'platform.take-audit-month-out',
    'platform.bring-audit-month-back',
  ],
]);

export const oracle: ReadonlyMap<string, Rule> = new Map([
  // The portal is open to everybody (1039:43, 1039:44).
  ...rules(
    { groups: ['anonymous', ...signedIn], whose: 'public' },
    `dashboard.public-overview documents.find-registered platform.latest-audit-head
     portal.compare-tariffs portal.pages portal.provider portal.search portal.search-providers
     portal.search-rights portal.search-territories portal.tariff portal.territory`,
  ),
  // Everybody may choose in whose name they act, look after their sessions, second factor and
  // contacts, and say that their key is stolen (1039:10.2, 1039:20, 1039:30–31, 1039:32.1).
  ...rules(
    { groups: signedIn, whose: 'self' },
    `access.act-as access.end-sessions access.show-security access.rename-factor
     access.remove-factor access.renew-recovery-codes access.add-passkey
     access.begin-code-generator access.show-code-generator access.confirm-code-generator
     access.prove-again access.tell-contacts access.confirm-contact access.report-key
     access.who-looked-at-me`,
  ),
  // A consumer's own accounts (1039:26.5), and a deputy's within the mandate (1039:20.11).
  ...rules(
    { groups: consumerGroups, whose: 'account', act: 'see' },
    'bill-stamp find-bill find-history find-own-meters list-bills list-payments',
  ),
  ...rules({ groups: consumerGroups, whose: 'account', act: 'readings' }, 'enter-reading'),
  ...rules(
    { groups: consumerGroups, whose: 'account', act: 'pay' },
    'check-payment find-payment-offer start-payment',
  ),
  ...rules(
    { groups: consumerGroups, whose: 'self' },
    'find-home find-own-accounts find-payment prove-payment',
  ),
  // What nobody does for another: to connect and give up accounts, to trust, to see who looked.
  ...rules({ groups: inPerson, whose: 'account', act: 'see' }, 'access.who-looked'),
  ...rules(
    { groups: inPerson, whose: 'account', act: 'contract' },
    'access.disconnect-account access.show-account-people access.end-account-link',
  ),
  ...rules(
    { groups: inPerson, whose: 'self' },
    `access.ask-for-link access.ask-ownership-register access.connect-account access.end-mandate
     access.list-ownership-requests access.offer-mandate access.show-mandates`,
  ),
  // Providers, managers and those who bill for them (1039:26.4).
  ...rules(
    { groups: supplierGroups, whose: 'account', act: 'serve' },
    'check-correction correct-charge correctable-charges provider-account',
  ),
  // Whoever bills an account tells that its owner has changed; others who serve it do not.
  ...rules(
    { groups: supplierGroups, whose: 'account', act: 'bill' },
    'access.record-owner-change access.show-owner-changes',
  ),
  ...rules(
    { groups: supplierGroups, whose: 'provider' },
    `billing-readiness billing-run-questions billing-run-report check-tariff enter-tariff
     import-readings provider-accounts provider-accounts-batch provider-desk provider-places
     provider-tariff provider-tariffs reading-import-refused-lines reading-import-report
     reading-imports readings-template receivables-report resume-billing-run start-billing-run`,
  ),
  ...rules(
    { groups: supplierGroups, whose: 'self' },
    'access.decide-link access.list-link-requests correspondence.find-account-holders',
  ),
  // An association asks for its house; either side of it ends it (1039:20.9).
  ...rules({ groups: ['collective-consumer'], whose: 'self' }, 'access.ask-for-house'),
  ...rules(
    { groups: ['collective-consumer', ...supplierGroups], whose: 'self' },
    'access.list-houses access.end-house',
  ),
  // Documents are their parties' (1039:10.6, 1039:71).
  ...rules(
    { groups: documentGroups, whose: 'document' },
    `documents.find documents.open-delivered documents.receive-signature documents.save-version
     documents.submit-unsigned documents.transfer-enveloped documents.withdraw-draft`,
  ),
  ...rules({ groups: documentGroups, whose: 'self' }, 'documents.list documents.open'),
  ...rules(
    { groups: ['individual-consumer', 'collective-consumer'], whose: 'self' },
    'correspondence.list-addressees',
  ),
  // A provider or manager asks to change what the register says of their rights; local powers
  // answer, and where there is none, those who keep the register (1039:19.2, 1039:66).
  ...rules(
    { groups: ['provider', 'manager'], whose: 'self' },
    `provision.check-change provision.draft-change provision.find-own-change
     provision.find-own-right provision.list-own provision.withdraw-change`,
  ),
  ...rules(
    { groups: [...localGroups, ...administrators], whose: 'self' },
    `provision.check-answer provision.draft-answer provision.find-desk-change
     provision.list-desk`,
  ),
  // Whoever finds an error reports it, signed in or not, and sees what became of their own
  // (1039:19.9, 1039:87.1); the owner and the technical administrator answer (1039:88-91).
  ...rules({ groups: ['anonymous', ...signedIn], whose: 'public' }, 'support.report-error'),
  ...rules({ groups: signedIn, whose: 'self' }, 'support.find-own-report support.list-own-reports'),
  ...rules(
    { groups: [...administrators, 'owner'], whose: 'platform' },
    `support.act-on-report support.find-desk-report support.list-error-desk`,
  ),
  // Sums of the country (1039:26.1, 1039:26.2), and of the territory of local powers (1039:26.3).
  ...rules(
    { groups: [...overseerGroups, 'regulator', ...localGroups], whose: 'territory' },
    'dashboard.panel',
  ),
  ...rules({ groups: localGroups, whose: 'self' }, 'dashboard.own-territory'),
  // Heads submit who acts for their body (1039:29.1, 1039:35).
  ...rules(
    { groups: bodyGroups, whose: 'self' },
    `access.check-head-request access.draft-head-request access.own-access`,
  ),
  // Of consumers in person the technical administrator alone decides (1039:55).
  ...rules(
    { groups: administrators, whose: 'self' },
    'access.check-consumer-request access.draft-consumer-request',
  ),
  ...rules(
    { groups: administrators, whose: 'platform' },
    'access.find-person access.remove-lost-factors access.show-person',
  ),
  // Administrators decide, the temporary ones within their body or territory (1039:54.1, 1039:55).
  ...rules(
    { groups: deciders, whose: 'self' },
    `access.body-staff access.check-paper-request access.draft-paper-request
     access.list-requests`,
  ),
  ...rules(
    { groups: deciders, whose: 'access-request' },
    'access.decide-request access.find-request',
  ),
  // Restricted information: asked for by officials, opened by the owner to whoever asked (1039:95).
  ...rules({ groups: askerGroups, whose: 'self' }, 'ask-for-restricted access.own-restricted'),
  ...rules({ groups: askerGroups, whose: 'restricted-request' }, 'restricted-account'),
  ...rules(
    { groups: ['owner'], whose: 'platform' },
    `access.restricted-desk access.find-restricted access.decide-restricted
     access.end-restricted`,
  ),
  // The owner agrees to sets of services and asks who was let in (1039:20, 1039:40).
  ...rules(
    { groups: [...administrators, 'owner'], whose: 'platform' },
    'access.decide-service-switch access.list-service-switches access.report',
  ),
  ...rules(
    { groups: administrators, whose: 'platform' },
    'access.preview-service-switch access.propose-service-switch',
  ),
  // The platform's own parts (1039:54, 1039:56).
  ...rules(
    { groups: administrators, whose: 'platform' },
    `access.name-actors administrator.choose-territory administrator.provision-right
     administrator.search-subjects administrator.subject platform.check-audit-log
     platform.check-proposal platform.close-incident platform.decide-parameter
     platform.list-incidents platform.list-parameters platform.parameter-history
     platform.preview-proposal platform.propose-parameter platform.prove-audit-entry
     platform.read-audit-entry platform.read-audit-log platform.read-proposal
     platform.rotate-file-key platform.show-store platform.waiting-proposals
     registry.check-provision-event registry.check-provision-right registry.check-subject
     registry.find-territory-upload registry.grant-provision-right
     registry.import-territory-statuses registry.load-territories
     registry.record-provision-event registry.register-subject registry.territory-editions
     registry.upload-territories`,
  ),
]);
