"""When the worker does what: a few times for Procrastinate, whose jobs lie in our own Postgres. Knows nothing of what is done.

Each time is taken once, however many workers run: the database sees to that. A job waits at most once (`queueing_lock`).
"""

from asgiref.sync import sync_to_async
from procrastinate.contrib.django import app
from procrastinate.jobs import Status

from . import duties


@app.periodic(cron="*/10 * * * *")
@app.task(name="tend", queueing_lock="tend", pass_context=False)
def tend(timestamp):
    duties.tend()


@app.periodic(cron="40 3 * * *")
@app.task(name="sweep", queueing_lock="sweep")
async def sweep(timestamp):
    await sync_to_async(duties.sweep)()
    # What a worker had in hand when it was ended by force. Nothing is lost: the next time does it.
    for job in await app.job_manager.get_stalled_jobs():
        await app.job_manager.finish_job(job, status=Status.FAILED, delete_job=True)
