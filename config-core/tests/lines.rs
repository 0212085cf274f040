//! The lines that a table says its type and fields stand in.

#![expect(dead_code, reason = "only the tables are looked at")]

use config_core::ServiceConfig;

const START: u32 = line!();
/// Written by hand.
#[derive(ServiceConfig)]
struct Plain {
    /// In one line.
    first: u16,
    /// Behind its attribute.
    #[config(default = 1)]
    second: u16,
}

/// Variants count in the same way.
#[derive(ServiceConfig)]
enum Store {
    /// Memory.
    Memory {
        /// Entries.
        entries: u16,
    },
    /// Disk.
    Disk {
        /// Where.
        path: String,
    },
}

macro_rules! section {
    () => {
        /// All tokens are the macro's.
        #[derive(ServiceConfig)]
        struct Made {
            /// A field.
            field: u16,
        }
    };
    ($name:ident) => {
        /// The name is the caller's.
        #[derive(ServiceConfig)]
        struct $name {
            /// A field.
            field: u16,
        }
    };
}

const CALL: u32 = line!() + 1;
section!();
section!(Named);

fn lines<T: ServiceConfig>() -> Vec<u32> {
    std::iter::once(T::SCHEMA.line).chain(T::SCHEMA.all_fields().map(|field| field.line)).collect()
}

#[test]
fn a_type_and_its_fields_stand_where_their_names_do() {
    assert_eq!(lines::<Plain>(), [START + 3, START + 5, START + 8]);
    assert_eq!(lines::<Store>(), [START + 13, START + 17, START + 22]);
}

#[test]
fn a_type_that_a_macro_wrote_stands_where_the_macro_is_called() {
    assert_eq!(lines::<Made>(), [CALL, CALL]);
}

#[test]
fn a_name_that_a_macro_takes_stands_where_it_is_written() {
    assert_eq!(lines::<Named>()[0], CALL + 1);
    // The field is a token of the macro, in the same file.
    assert_eq!(lines::<Named>()[1], CALL - 6);
}
