import type { ForbiddenPair, Role } from '../../../queue/contracts/index.ts';
import { named } from '../state/locale.ts';
import { peopleText } from '../state/people-words.ts';
import { ChoiceLine } from './choice-line.tsx';

/** Why these roles are refused for one person, a sentence for each pair. */
export function refusalsOf(roles: readonly Role[], forbidden: readonly ForbiddenPair[]): string[] {
  return forbidden
    .filter((pair) => pair.roles.every((role) => roles.includes(role)))
    .map(({ roles: [one, other], reason }) =>
      peopleText('people.refused', {
        one: named('role', one),
        other: named('role', other),
        reason: peopleText(`people.reason.${reason}`),
      }),
    );
}

/** Roles to tick, each with what it does. */
export function RoleChoice(props: {
  roles: readonly Role[];
  chosen: readonly Role[];
  onChange: (chosen: readonly Role[]) => void;
}) {
  const { roles, chosen, onChange } = props;
  return (
    <fieldset class="role-choice">
      <legend>{peopleText('people.invite.roles')}</legend>
      {roles.map((role) => (
        <ChoiceLine
          key={role}
          type="checkbox"
          name={role}
          isChosen={chosen.includes(role)}
          onChoose={(isChosen) =>
            onChange(isChosen ? [...chosen, role] : chosen.filter((other) => other !== role))
          }
          text={
            <>
              {named('role', role)}
              <small>{named('role.does', role)}</small>
            </>
          }
        />
      ))}
    </fieldset>
  );
}
