FROM python:3.12-slim AS base
COPY transform/ /app/transform/

FROM base AS debug
ENV LOG_LEVEL=DEBUG

FROM base AS runtime
ENV LOG_LEVEL=INFO
