import pypd


def page_on_call(service, message):
    pypd.EventV2.create(
        data={"routing_key": "x", "event_action": "trigger", "payload": {"summary": message}}
    )
