//! What the operating system says when it refuses something, in the person's language.
//!
//! The system speaks English here, whatever the person speaks. Its sentences end in their number,
//! `(os error 2)`, which names the kind; what has no sentence here stays as it is.

use std::io::{Error, ErrorKind};

use super::{Lang, sentences};

sentences! {
    /// There is no such file.
    os_not_found() { es: "no existe el archivo o la carpeta", en: "No such file or directory" }
    /// The user may not.
    os_permission() { es: "permiso denegado", en: "Permission denied" }
    /// Something is there already.
    os_exists() { es: "ya existe", en: "File exists" }
    /// What should be a folder is none.
    os_no_folder() { es: "parte de la ruta no es una carpeta", en: "Not a directory" }
    /// What should be a file is a folder.
    os_folder() { es: "es una carpeta", en: "Is a directory" }
    /// The disk is full.
    os_full() { es: "no queda espacio en el disco", en: "No space left on device" }
    /// The disk is read-only.
    os_read_only() { es: "el sistema de archivos es de solo lectura", en: "Read-only file system" }
    /// The file has grown as large as it may be.
    os_too_large() { es: "el archivo es demasiado grande", en: "File too large" }
    /// The user has written as much as may be.
    os_quota() { es: "se agotó la cuota de disco", en: "Disk quota exceeded" }
    /// The address is taken.
    os_address_in_use() { es: "la dirección ya está en uso", en: "Address already in use" }
    /// The address is not this machine's.
    os_address() { es: "esta máquina no tiene esa dirección", en: "Cannot assign requested address" }
}

/// Stands before the number of an error.
const NUMBER: &str = " (os error ";

impl Lang {
    /// Returns a text with what the system says in it in this language.
    pub fn system(self, text: &str) -> String {
        let mut told = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(NUMBER) {
            let (number, after) = after.split_once(')').unwrap_or((after, ""));
            let said = number.parse().ok().and_then(|number| self.said(before, number));
            told.push_str(&said.unwrap_or_else(|| before.to_owned()));
            told.push_str(NUMBER);
            told.push_str(number);
            told.push(')');
            rest = after;
        }
        told.push_str(rest);
        told
    }

    /// Returns what ends in the system's sentence of an error, with ours in its place.
    fn said(self, text: &str, number: i32) -> Option<String> {
        let error = Error::from_raw_os_error(number);
        let sentence = match error.kind() {
            ErrorKind::NotFound => self.os_not_found(),
            ErrorKind::PermissionDenied => self.os_permission(),
            ErrorKind::AlreadyExists => self.os_exists(),
            ErrorKind::NotADirectory => self.os_no_folder(),
            ErrorKind::IsADirectory => self.os_folder(),
            ErrorKind::StorageFull => self.os_full(),
            ErrorKind::ReadOnlyFilesystem => self.os_read_only(),
            ErrorKind::FileTooLarge => self.os_too_large(),
            ErrorKind::QuotaExceeded => self.os_quota(),
            ErrorKind::AddrInUse => self.os_address_in_use(),
            ErrorKind::AddrNotAvailable => self.os_address(),
            _ => return None,
        };
        let system = error.to_string();
        let system = system.split(NUMBER).next().unwrap_or_default();
        Some(text.strip_suffix(system)?.to_owned() + &sentence)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Error;

    use super::Lang;

    #[test]
    fn what_the_system_says_is_told_in_the_language_of_the_interface() {
        let missing = Error::from_raw_os_error(2).to_string();
        let told = format!("a ({missing}); b ({missing}).");
        let spanish = "a (no existe el archivo o la carpeta (os error 2)); \
            b (no existe el archivo o la carpeta (os error 2)).";
        assert_eq!(Lang::Es.system(&told), spanish);
        for same in ["", "nada", "x (os error 2)", "x (os error dos)", "Bad (os error 99999)"] {
            assert_eq!(Lang::Es.system(same), same);
        }
        assert_eq!(Lang::Es.system("x (os error 2"), "x (os error 2)");
        assert_eq!(Lang::En.system(&told), told);
    }
}
