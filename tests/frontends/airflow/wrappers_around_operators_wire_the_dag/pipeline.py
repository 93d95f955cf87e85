from wrappers import Cluster, Pipeline, Step

pipeline = Pipeline("clusters", retries=2)
dag = pipeline.dag
clusters = [Cluster(f"c{number}", [Step(f"c{number}_work")]) for number in range(2)]
pipeline >> Step("check") >> clusters >> Step("done")
