import type { AsicReason } from '#exchange/signature/own/asic/verify.ts';
import type { Reason, Warning } from '#exchange/signature/own/cms/report.ts';

const noAnswer = 'Надавач не відповів, чи чинний сертифікат.';
const badAnswer = 'Відповідь надавача про чинність сертифіката не пройшла перевірки.';
const oldAnswer =
  'Відповідь про чинність сертифіката давніша за підпис і нічого про нього не каже.';
const badStamp = 'Позначка часу не пройшла перевірки.';
const untrustedStamp = 'Позначку часу поставив не довірений надавач.';
const badList = 'Список скасованих сертифікатів не пройшов перевірки.';
const differs = 'Документ змінено після підпису або підпис належить іншому документу.';
const malformed = 'Файл підпису пошкоджено: його не вдалося прочитати.';
const badCodes = 'Сертифікат називає власника суперечливо, тому йому не можна вірити.';

/** Why a signature is not, or not yet, valid. */
export const reasonTexts: Readonly<Record<Reason, string>> = {
  malformed,
  'no-signers': 'У файлі немає жодного підпису.',
  'content-differs': differs,
  'content-changed': differs,
  'content-missing': 'Немає документа, який підписано.',
  'signer-twice': 'Той самий підписувач стоїть у файлі двічі.',
  'too-much-work': 'Файл підпису занадто складний, щоб його перевірити.',
  'name-ambiguous': badCodes,
  'timestamp-authority-unchecked': 'Чинність служби позначок часу ще не підтверджено.',
  'ocsp-responder-unchecked': 'Чинність відповіді надавача ще не підтверджено.',
  'ocsp-responder-revoked': 'Сертифікат служби, що відповіла, скасовано.',
  'content-type-wrong': 'Підписано не документ, а інші дані.',
  'key-usage-wrong': 'Цей сертифікат не призначено для підписання документів.',
  'certificate-revoked': 'Сертифікат скасовано раніше, ніж поставлено підпис.',
  'certificate-unknown-to-responder': 'Надавач не знає такого сертифіката.',
  'level-not-accepted': 'Підпис не має потрібних доказів часу й чинності.',
  'kind-not-accepted': 'Підписав не той, чий підпис тут потрібен.',
  'qualification-not-accepted': 'Потрібен підпис вищого рівня.',
  'algorithm-not-accepted': 'Підпис зроблено застарілим або невідомим способом.',
  'signed-attributes-missing': 'У підписі бракує обов’язкових даних.',
  'signer-certificate-missing': 'У підписі немає сертифіката того, хто підписав.',
  'signing-certificate-missing': 'У підписі не зазначено, чиїм сертифікатом його зроблено.',
  'signing-certificate-differs': 'Підпис зроблено з іншим сертифікатом, ніж додано.',
  'signature-wrong': 'Підпис підроблено або пошкоджено: ключ до нього не підходить.',
  'certificate-not-yet-valid': 'Сертифікат на той час ще не діяв.',
  'certificate-expired':
    'Строк сертифіката минув. Якщо підписано раніше, це мала б довести позначка часу.',
  'certificate-critical-extension': 'У сертифікаті є обмеження, яких ми не вміємо прочитати.',
  'certificate-weak': 'Ключ сертифіката заслабкий, його можна підробити.',
  'certificate-signature-wrong': 'Сертифікат підроблено: його видавець такого не видавав.',
  'issuer-unknown': 'Видавця сертифіката немає в переліку довірених.',
  'issuer-not-authority': 'Сертифікат видав той, хто не має права їх видавати.',
  'issuer-not-valid': 'Сертифікат видавця на той час не діяв.',
  'path-too-long': 'Шлях до довіреного видавця не відповідає правилам.',
  'codes-disagree': badCodes,
  'code-malformed': 'У сертифікаті неправильний код особи чи організації.',
  'nobody-named': 'Сертифікат не називає ні особи, ні організації.',
  'kind-disagrees': badCodes,
  'timestamp-malformed': badStamp,
  'timestamp-signature-wrong': badStamp,
  'timestamp-imprint-wrong': 'Позначка часу належить іншому підпису.',
  'timestamp-nonce-wrong': badStamp,
  'timestamp-purpose-wrong': badStamp,
  'timestamp-authority-untrusted': untrustedStamp,
  'timestamp-authority-revoked': 'Сертифікат того, хто поставив позначку часу, скасовано.',
  'timestamp-from-the-future': 'Позначка часу каже про час, який ще не настав.',
  'content-timestamp-malformed': badStamp,
  'content-timestamp-signature-wrong': badStamp,
  'content-timestamp-imprint-wrong': 'Позначка часу належить іншому документу.',
  'content-timestamp-nonce-wrong': badStamp,
  'content-timestamp-purpose-wrong': badStamp,
  'content-timestamp-authority-untrusted': untrustedStamp,
  'content-timestamp-authority-revoked': 'Сертифікат того, хто поставив позначку часу, скасовано.',
  'content-timestamp-from-the-future': 'Позначка часу каже про час, який ще не настав.',
  'ocsp-other-certificate': badAnswer,
  'ocsp-responder-unknown': badAnswer,
  'ocsp-signature-wrong': badAnswer,
  'ocsp-nonce-wrong': badAnswer,
  'ocsp-stale': 'Відповідь надавача про чинність сертифіката застаріла.',
  'ocsp-from-the-future': badAnswer,
  'ocsp-critical-extension': badAnswer,
  'ocsp-no-address': 'У сертифікаті не зазначено, де дізнатися, чи він чинний.',
  'ocsp-unreachable': noAnswer,
  'ocsp-malformed': badAnswer,
  'ocsp-malformed-request': noAnswer,
  'ocsp-internal-error': noAnswer,
  'ocsp-try-later': noAnswer,
  'ocsp-signature-required': noAnswer,
  'ocsp-unauthorized': noAnswer,
  'ocsp-older-than-signature': oldAnswer,
  'crl-other-issuer': badList,
  'crl-not-complete': badList,
  'crl-signature-wrong': badList,
  'crl-from-the-future': badList,
  'crl-older-than-signature': oldAnswer,
  'revocation-not-asked':
    'Чи не скасовано сертифікат, не запитано: перевірка не звертається до мережі, а в самому підписі відповіді немає.',
};

export const warningTexts: Readonly<Record<Warning, string>> = {
  'certificate-revoked-later':
    'Сертифікат скасовано згодом. Підпис зроблено раніше, тому він залишається дійсним.',
  'claimed-time-differs': 'Час, який назвав підписувач, дуже відрізняється від доведеного.',
  'references-without-values': 'Підпис посилається на докази, яких у ньому немає.',
  'stamped-after-receipt': 'Позначку часу поставлено пізніше, ніж отримано підпис.',
  'qualification-is-advanced':
    'Це удосконалений підпис: ключ зберігали не в захищеному носії. Закон допускає його не для всіх дій.',
  'not-qualified': 'Сертифікат не кваліфікований: такий підпис не прирівняно до власноручного.',
};

const broken =
  'Контейнер пошкоджено або зібрано не за правилами. Отримайте його ще раз із першого джерела.';
const badManifest = 'Опис підписаних файлів пошкоджено або складено не за правилами.';
const tooLarge = 'Контейнер завеликий для перевірки тут.';

/** Why a container is none, or not valid. */
export const containerTexts: Readonly<Record<AsicReason, string>> = {
  'not-a-zip': broken,
  'zip-broken': broken,
  'zip-checksum-wrong': broken,
  'zip-comment': broken,
  'zip-extra-field': broken,
  'zip-encrypted': 'Контейнер зашифровано паролем. Зніміть пароль і спробуйте ще раз.',
  'zip-name-bad': 'У контейнері є файл із небезпечною назвою.',
  'zip-name-twice': 'У контейнері два файли з однією назвою: їх можна підмінити.',
  'zip-ratio-too-great': 'Контейнер розпаковується до підозріло великого розміру.',
  'zip-too-large': tooLarge,
  'zip-too-many-entries': tooLarge,
  'zip-unsupported': broken,
  'manifest-malformed': badManifest,
  'manifest-too-large': badManifest,
  'manifest-empty': badManifest,
  'manifest-reference-twice': badManifest,
  'manifest-name-bad': badManifest,
  'manifest-algorithm-unknown': 'Файли описано невідомим способом.',
  'mimetype-missing': 'Це звичайний архів, а не контейнер із підписами (ASiC).',
  'mimetype-unknown': 'Це не контейнер із підписами (ASiC).',
  'payload-not-one': 'У простому контейнері має бути один документ і один підпис.',
  'signature-missing': 'У контейнері немає жодного підпису.',
  'signature-too-large': tooLarge,
  'signature-without-manifest': 'Для підпису немає опису, які файли він охоплює.',
  'signature-in-two-manifests': 'Один підпис приписано двом різним наборам файлів.',
  'manifest-without-signature': 'Є опис підписаних файлів, а самого підпису немає.',
  'too-many-signatures': 'У контейнері більше підписів, ніж перевіряємо.',
  'too-many-signers': 'У контейнері більше підписувачів, ніж перевіряємо.',
  'xades-not-supported':
    'Підписи в цьому контейнері мають формат XAdES. Ми перевіряємо лише CAdES (.p7s).',
  'file-changed': 'Файл змінено після підпису.',
  'file-missing': 'Підписаного файла в контейнері немає.',
  'file-not-covered': 'У контейнері є файл, якого ніхто не підписав.',
};
