import { type RawBuilder, sql } from 'kysely';
import type { Lane } from '../contracts/assessment.ts';
import type { Month } from '../contracts/figure.ts';
import type { Region } from '../contracts/region.ts';
import type { PostContent } from './content-counts.ts';
import { rowsParam } from './rows-param.ts';
import { type BatchErrors, errorsPart } from './rule-errors.ts';
import { type SignCount, signsPart } from './sign-counts.ts';

/** A lane, or `shadow`: a post of lane `none` that would be in review, were its language not in shadow. */
export type CountedLane = Lane | 'shadow';

/** So many posts of a batch that every counter tells alike. */
export interface PostCount extends PostContent {
  readonly lane: CountedLane;
  /** The ends of its corridor, as parts of the world. */
  readonly origin: Region;
  readonly destination: Region;
  readonly count: number;
}

/** What a batch of posts, all of one source, adds to the counters. */
export interface CountedPosts extends BatchErrors {
  readonly month: Month;
  readonly sourceId: string;
  readonly platform: string;
  /** Whether the posts count for fairness too: reports of the public are no source that rules could treat unfairly. */
  readonly isCompared: boolean;
  readonly counts: readonly PostCount[];
  readonly signs: readonly SignCount[];
}

/**
 * The counters' parts of the statement that gives posts their lanes: both happen, or neither. `entry` is its log entry.
 * Regions are coarser than corridors, so what is alike in a figure is added up once more.
 */
export function countedParts({
  month,
  sourceId,
  platform,
  isCompared,
  counts,
  signs,
  ...errors
}: CountedPosts): RawBuilder<unknown> {
  const compared = sql`, compared as (
    insert into vigie.content_counts
      (month, source_id, language, script, corridor, lane, change, first_entry, last_entry)
    select ${`${month}-01`}::date, ${sourceId}, language, script, corridor, lane, count, entry_id, entry_id
    from counts cross join entry
  )`;
  return sql`
    counts as (
      select * from json_to_recordset(${rowsParam(counts.map((one) => ({ ...one })))}) as t (
        lane text, language text, script text, corridor text, origin text, destination text, count bigint
      )
    ), counted as (
      insert into vigie.figures
      select ${month}::text, 'posts', case lane when 'shadow' then 'none' else lane end, coalesce(substring(lower(language) from '^[a-z]{2,8}'), 'und'), ${platform}::text,
        origin, destination, sum(count)
      from counts group by 3, 4, origin, destination
    )${isCompared ? compared : sql``}${signsPart(month, signs)}${errorsPart(errors)}`;
}
