"""The types of files that the library takes, by their ending."""

OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = "application/pdf"
TYPES = {
    "pdf": PDF,
    "docx": f"{OFFICE}wordprocessingml.document",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}


def ending_of(name: str) -> str:
    return name.rpartition(".")[2].lower()
