from sqlalchemy import create_engine

from etl.extract import CsvExtractor


class SurveyPipeline:
    def __init__(self) -> None:
        self.extractor = CsvExtractor("/data/survey.csv")

    def run(self) -> None:
        answers = self.extractor.extract()
        answers.to_sql("answers", create_engine("postgresql://dwh/survey"), if_exists="append")
