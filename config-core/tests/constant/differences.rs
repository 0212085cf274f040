//! What may differ between the check at compile time and the loader, and why. `docs/compile-time.md` lists the same.

use config_core::Code;

/// Codes that only run time can give: what they ask is not in the files and the table, or is code of the author's.
pub(crate) const RUN_TIME: &[Code] = &[
    // Cross-field checks, functions and conditions are Rust expressions over a value.
    Code::CHECK,
    Code::FUNCTION,
    Code::NO_EFFECT,
    // What the machine has: files, variables, secrets.
    Code::MUST_EXIST,
    Code::REFERENCE_VARIABLE,
    Code::REFERENCE_FILE,
    Code::REFERENCE_KEY,
    Code::REFERENCE_CYCLE,
    Code::SECRET_MISSING,
];

/// Codes that only the check at compile time gives: a secret in a *committed* file is a mistake, whatever the policy of
/// the environment says when it is loaded.
pub(crate) const COMPILE_TIME: &[Code] = &[Code::CLEAR_SECRET];

/// Whether a missing key may come from another source, so that only the loader can tell that it does not.
pub(crate) fn comes_from_elsewhere(path: &str) -> bool {
    let last = path.rsplit('.').next().unwrap_or(path);
    ["password", "token", "api_keys", "elsewhere", "database"].contains(&last)
}

#[test]
fn the_guide_lists_what_only_run_time_tells() {
    let guide = include_str!("../../../docs/compile-time.md");
    for code in RUN_TIME.iter().chain(COMPILE_TIME) {
        assert!(guide.contains(code.as_str()), "{code}");
    }
}
