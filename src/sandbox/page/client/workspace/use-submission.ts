import { useState } from 'preact/hooks';
import { post } from '../server-link.js';
import type { EnteredValues } from './entered-values.js';
import { explain } from './explain.js';

interface SubmissionAnswer {
  outcome: string;
  errors?: Record<string, string>;
  error?: string;
}

export interface Submission {
  isSubmitting: boolean;
  /** By block id: what Slack itself refuses; what the bot refuses stands in the view. */
  refused: Record<string, string> | undefined;
  failure: string | undefined;
  submit: (values: EnteredValues) => Promise<void>;
}

/** Submitting a modal: while it is under way, and how it went. */
export function useSubmission(user: string, viewId: string): Submission {
  const [isSubmitting, setSubmitting] = useState(false);
  const [refused, setRefused] = useState<Record<string, string>>();
  const [failure, setFailure] = useState<string>();
  const submit = async (values: EnteredValues) => {
    if (isSubmitting) return;
    setSubmitting(true);
    setFailure(undefined);
    setRefused(undefined);
    const answer = (await post('/api/slack/submit', { user, viewId, values })) as SubmissionAnswer;
    setSubmitting(false);
    if (answer.outcome === 'refused') setRefused(answer.errors);
    else if (answer.error) setFailure(`We had some trouble connecting. Try again? ${explain(answer.error)}`);
  };
  return { isSubmitting, refused, failure, submit };
}
