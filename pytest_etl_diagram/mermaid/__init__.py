"""Layer: graphs as Mermaid text and as snapshot files, and back.

    header      the first lines of a snapshot, which most of a run is content with
    document    a whole snapshot file
    writing     a graph → its drawing
    reading     a drawing → its graph
    split       a graph that is too big for one drawing → several
    joining     drawings → the graph that they show

Nothing is imported here, so that a run pays for what it asks for.
"""
