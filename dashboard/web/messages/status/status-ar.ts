import type { StatusMessages } from './status-en.ts';

export const statusAr: StatusMessages = {
  title: 'الحالة',
  lead: 'أعداد منذ البداية، حتى بعد زوال النصوص.',
  posts: 'المنشورات',
  'posts.total': 'جُمعت',
  'posts.staged': 'لم تُقيَّم بعد',
  'posts.none': 'لا عرض فيها؛ يُمحى النص خلال 24 ساعة، عدا عينة مسحوبة بالقرعة (7 أيام على الأكثر)',
  'posts.review': 'إلى قائمة المراجعة',
  'posts.protect': 'إلى مسار الحماية',
  'posts.dead': 'تعذّرت معالجتها',
  'posts.sum': 'مجموع الأجزاء يساوي عدد المنشورات المجموعة.',
  'posts.sum.broken': 'مجموع الأجزاء لا يساوي عدد المنشورات المجموعة. شغّل «vigie reconcile».',
  items: 'عناصر القائمة',
  'items.open': 'مفتوحة',
  'items.decided': 'محسومة',
  log: 'سجل الشفافية',
  'log.size': 'القيود',
  'log.root': 'الجذر',
  'log.empty': 'السجل فارغ.',
  'log.verify': 'قارنه بـ«vigie log verify».',
};
