from celery import shared_task

from . import chain


@shared_task
def link_entries():
    """Give entries their place in the chain. Safe to run twice, or by two workers."""
    chain.link_entries()
