import { withLanguage } from '../state/desk.ts';
import { languageName, number } from '../state/format.ts';
import { t } from '../state/locale.ts';
import { navigate } from '../state/router.ts';

/** Narrows the list, and "next", to posts in one language. */
export function LanguageFilter(props: {
  path: string;
  languages: readonly { readonly language: string; readonly open: number }[];
  chosen: string | null;
}) {
  const { path, languages, chosen } = props;
  const isListed = chosen === null || languages.some(({ language }) => language === chosen);
  return (
    <label class="field field-inline">
      <span class="field-label">{t('queue.language')}</span>
      <select
        class="select"
        value={chosen ?? ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          navigate(withLanguage(path, value === '' ? null : value), { replace: true });
        }}
      >
        <option value="">{t('queue.language.all')}</option>
        {!isListed && chosen !== null && <option value={chosen}>{languageName(chosen)}</option>}
        {languages.map(({ language, open }) => (
          <option key={language} value={language}>
            {`${languageName(language)} (${number(open)})`}
          </option>
        ))}
      </select>
    </label>
  );
}
