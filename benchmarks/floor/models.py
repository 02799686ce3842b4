"""The product's tables, as far as a list of themes reads them."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class User(AbstractBaseUser):
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    is_active = models.BooleanField()

    objects = BaseUserManager()
    USERNAME_FIELD = "email"

    class Meta:
        managed = False
        db_table = "roles_user"

    def __str__(self) -> str:
        return self.name


class ThemeType(models.Model):
    name_da = models.CharField(max_length=100)

    class Meta:
        managed = False
        db_table = "themes_themetype"

    def __str__(self) -> str:
        return self.name_da


class Phase(models.Model):
    key = models.SlugField()
    name_da = models.CharField(max_length=100)

    class Meta:
        managed = False
        db_table = "themes_phase"

    def __str__(self) -> str:
        return self.name_da


class Theme(models.Model):
    title = models.CharField(max_length=200)
    slug = models.SlugField()
    status = models.CharField(max_length=20)
    type = models.ForeignKey(ThemeType, on_delete=models.PROTECT)
    phase = models.ForeignKey(Phase, on_delete=models.PROTECT)

    class Meta:
        managed = False
        db_table = "themes_theme"
        ordering = ("title", "pk")

    def __str__(self) -> str:
        return self.title


class Assignment(models.Model):
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="assignments")
    person = models.ForeignKey(User, on_delete=models.PROTECT)
    role_id = models.CharField(max_length=40)
    ends_on = models.DateField(null=True)

    class Meta:
        managed = False
        db_table = "themes_assignment"

    def __str__(self) -> str:
        return f"{self.role_id}: {self.person}"


class Duty(models.Model):
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="duties")
    key = models.SlugField()
    status = models.CharField(max_length=20)

    class Meta:
        managed = False
        db_table = "dialogues_duty"
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"{self.key}: {self.status}"
