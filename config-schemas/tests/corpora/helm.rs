//! Values of vLLM's production stack: all are accepted.

use crate::common::{corpus, files_below, name};
use config_schemas::native;

#[test]
fn all_values_are_accepted() {
    let Some(folder) = corpus("production-stack") else { return };
    let (mut files, mut warnings) = (0, 0);
    // The values of another chart lie there as well.
    let fits = |name: &str| name.starts_with("values") && name.ends_with(".yaml");
    for path in files_below(&folder).into_iter().filter(|path| fits(name(path))) {
        let report = native::check("production-stack", &path);
        assert!(!report.has_errors(), "{} is refused:\n{report}", path.display());
        warnings += report.warnings().count();
        if let Err(report) = native::rewrite("production-stack", &path) {
            panic!("{} does not come back:\n{report}", path.display());
        }
        files += 1;
    }
    println!(
        "production-stack: {files} values files accepted and the same after being written, {warnings} warnings"
    );
    assert_eq!(files, 37);
}
