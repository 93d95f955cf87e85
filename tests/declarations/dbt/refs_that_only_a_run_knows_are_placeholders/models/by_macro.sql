{{ newest('by_') }}
