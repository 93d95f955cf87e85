def flatten(ticket):
    return {"TICKET_ID": ticket["id"], "BODY": ticket["body"], "REQUESTER": ticket["user"]["name"]}


def anonymize(row):
    row["REQUESTER"] = hash(row["REQUESTER"])
    return row
