{{ config(
    unique_key='view_id',
    incremental_strategy='insert_overwrite',
    partition_by={'field': 'loaded_on', 'data_type': 'date'},
) }}
select view_id, url, viewed_on from {{ source('web', 'views') }}
