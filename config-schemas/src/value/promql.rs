//! PromQL expressions.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use config_core::schema::Grammar;
use promql_parser::label::{MatchOp, Matcher};
use promql_parser::parser::{self, Expr, VectorSelector};

use super::{ValueError, config_value};

/// The parser's own rules are out of a constant's reach.
const GRAMMAR: Grammar = Grammar::All(&[Grammar::Pattern(r"\S"), Grammar::Brackets]);

const HELP: &str = "write a PromQL expression such as rate(http_requests_total[5m])";

/// A PromQL expression that was parsed, with the metrics it reads.
///
/// ```
/// use config_schemas::value::PromQl;
/// let expression: PromQl = "sum(rate(vllm:request_success_total[5m]))".parse()?;
/// assert_eq!(expression.metrics().collect::<Vec<_>>(), ["vllm:request_success_total"]);
/// # Ok::<(), config_schemas::value::ValueError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromQl {
    text: String,
    metrics: BTreeSet<String>,
    ranges: Vec<Duration>,
    selectors: Vec<Asked>,
    /// Whether conditions over labels are alternatives, which the parser takes and no server does.
    alternatives: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    name: Option<String>,
    matchers: Vec<Matcher>,
}

/// What an expression asks of the series that it reads at one place.
#[derive(Clone, Copy, Debug)]
pub struct Selector<'q>(&'q Asked);

impl<'q> Selector<'q> {
    /// The metric, if it is selected by its name.
    #[must_use]
    pub fn metric(&self) -> Option<&'q str> {
        self.0.name.as_deref().or_else(|| self.equal("__name__"))
    }

    /// The value that a label must have, if it is one alone.
    #[must_use]
    pub fn equal(&self, label: &str) -> Option<&'q str> {
        self.labels().find(|(name, _)| *name == label).map(|(_, value)| value)
    }

    /// The labels that must have one value alone, with this value.
    pub fn labels(&self) -> impl Iterator<Item = (&'q str, &'q str)> {
        let equal = |matcher: &&Matcher| matcher.op == MatchOp::Equal;
        self.0.matchers.iter().filter(equal).map(|matcher| (&*matcher.name, &*matcher.value))
    }

    /// Whether something is asked of a label.
    #[must_use]
    pub fn asks(&self, label: &str) -> bool {
        self.0.matchers.iter().any(|matcher| matcher.name == label)
    }

    /// Whether a label may have a value.
    #[must_use]
    pub fn permits(&self, label: &str, value: &str) -> bool {
        let own = |matcher: &&Matcher| matcher.name == label;
        self.0.matchers.iter().filter(own).all(|matcher| matcher.is_match(value))
    }
}

impl PromQl {
    /// The expression as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The metrics that are selected by name.
    pub fn metrics(&self) -> impl Iterator<Item = &str> {
        self.metrics.iter().map(String::as_str)
    }

    /// What is asked of the series that are read, in the order of the text.
    pub fn selectors(&self) -> impl Iterator<Item = Selector<'_>> {
        self.selectors.iter().map(Selector)
    }

    /// The ranges of its range selectors, such as the `5m` of `rate(x[5m])`.
    #[must_use]
    pub fn ranges(&self) -> &[Duration] {
        &self.ranges
    }
}

impl FromStr for PromQl {
    type Err = ValueError;

    fn from_str(text: &str) -> Result<Self, ValueError> {
        if text.trim().is_empty() {
            return Err(ValueError::new("is empty", HELP));
        }
        // The parser's message may repeat the text, so only the fact is told.
        let expression = parser::parse(text).map_err(|problem| {
            let problem = match problem.split_once(':').map_or(problem.as_str(), |(head, _)| head) {
                "" => "cannot be parsed".to_owned(),
                head if text.contains(head) || head.len() > 100 => "cannot be parsed".to_owned(),
                head => format!("cannot be parsed ({head})"),
            };
            ValueError::new(problem, HELP)
        })?;
        let mut parsed = Self {
            text: text.to_owned(),
            metrics: BTreeSet::new(),
            ranges: Vec::new(),
            selectors: Vec::new(),
            alternatives: false,
        };
        parsed.collect(&expression);
        if parsed.alternatives {
            return Err(ValueError::new("or stands between conditions over labels", HELP));
        }
        Ok(parsed)
    }
}

impl PromQl {
    fn collect(&mut self, expression: &Expr) {
        match expression {
            Expr::Aggregate(aggregate) => {
                self.collect(&aggregate.expr);
                if let Some(parameter) = &aggregate.param {
                    self.collect(parameter);
                }
            }
            Expr::Unary(unary) => self.collect(&unary.expr),
            Expr::Binary(binary) => {
                self.collect(&binary.lhs);
                self.collect(&binary.rhs);
            }
            Expr::Paren(inner) => self.collect(&inner.expr),
            Expr::Subquery(subquery) => {
                self.ranges.push(subquery.range);
                self.collect(&subquery.expr);
            }
            Expr::VectorSelector(selector) => self.select(selector),
            Expr::MatrixSelector(selector) => {
                self.ranges.push(selector.range);
                self.select(&selector.vs);
            }
            Expr::Call(call) => call.args.args.iter().for_each(|argument| self.collect(argument)),
            _ => {}
        }
    }

    fn select(&mut self, selector: &VectorSelector) {
        self.alternatives |= !selector.matchers.or_matchers.is_empty();
        if let Some(name) = &selector.name {
            self.metrics.insert(name.clone());
        }
        for matcher in &selector.matchers.matchers {
            if matcher.name == "__name__" && matcher.op == MatchOp::Equal {
                self.metrics.insert(matcher.value.clone());
            }
        }
        let matchers = selector.matchers.matchers.clone();
        self.selectors.push(Asked { name: selector.name.clone(), matchers });
    }
}

impl fmt::Display for PromQl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

config_value!(PromQl, "a PromQL expression", GRAMMAR);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        let expression: PromQl =
            "histogram_quantile(0.9, sum by (le) (rate(a_bucket[5m]))) > 2 and {__name__=\"b\"}"
                .parse()
                .unwrap();
        assert_eq!(expression.metrics().collect::<Vec<_>>(), ["a_bucket", "b"]);
        assert_eq!(expression.ranges(), [Duration::from_secs(300)]);
        let asked: PromQl = "up{job=\"a\", instance=~\"b:.*\"} == 0".parse().unwrap();
        let selector = asked.selectors().next().unwrap();
        assert_eq!((selector.metric(), selector.equal("job")), (Some("up"), Some("a")));
        assert!(selector.permits("instance", "b:1") && !selector.permits("instance", "c:1"));
        assert!(selector.asks("instance") && !selector.asks("team") && selector.permits("team", "x"));
        for text in ["", "rate(hi)", "sum(", "a +", "1 1", "up{job=~\"(\"}", "up{a=\"b\" or c=\"d\"}"] {
            assert!(text.parse::<PromQl>().is_err(), "{text}");
        }
    }
}
