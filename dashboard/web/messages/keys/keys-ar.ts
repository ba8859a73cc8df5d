import type { KeysMessages } from './keys-en.ts';

export const keysAr: KeysMessages = {
  title: 'لوحة المفاتيح',
  enabled: 'اختصارات المفتاح الواحد مفعّلة',
  'enabled.hint': 'عطّلها إن كنت تملي بصوتك أو كانت تعيقك. كل شيء يعمل بدونها.',
  close: 'إغلاق',
  'group.anywhere': 'في كل مكان',
  'group.queue': 'في القائمة',
  'group.judge': 'أثناء الحكم',
  'group.reveal': 'بعد الشرح',
  next: 'خذ المنشور التالي',
  sheet: 'هذه اللوحة',
  claim: 'احجز المنشور',
  outcomes: 'عرض، ليس عرضًا، حماية، غير محسوم',
  reasons: 'اختر سببًا',
  submit: 'سجّل',
  keep: 'أُبقي حكمي',
  revise: 'أراجعه مرة واحدة',
  undo: 'تراجع',
  elements: 'اختيار ركن من أركان العرض',
  cite: 'الجزء التالي للاستشهاد',
  note: 'كتابة ملاحظة؛ Ctrl مع Enter يسجّل',
};
