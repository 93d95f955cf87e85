import pandas as pd


class PatientQuality:
    def validate(self, patients: pd.DataFrame) -> None:
        if patients["patient_id"].isna().any():
            raise ValueError("patient without id")
        if patients["patient_id"].duplicated().any():
            raise ValueError("patient twice")


def main() -> None:
    patients = pd.read_parquet("s3://clinic/patients.parquet")
    PatientQuality().validate(patients)
    patients.to_parquet("s3://clinic-mart/patients.parquet")


if __name__ == "__main__":
    main()
