-- One row, again and again; wrk counts what is not answered by 200.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = '{"row":{"age":42,"city":"Bergen","plan":"Student","since":"2025-03-01","fee":18.5,"payment":"card","gigabytes":12.5,"support_calls":2,"last_contact":"2026-05-04","paperless":"yes","satisfaction":null}}'
